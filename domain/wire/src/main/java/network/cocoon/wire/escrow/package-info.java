/**
 * What an app signs for its escrow on TON, byte for byte as the contract hashes it ({@code escrow-messages.tolk}): the
 * client signs it, the server and the auditor check it, none of them needs the rest of settlement.
 */
@NullMarked
package network.cocoon.wire.escrow;

import org.jspecify.annotations.NullMarked;
