/** What an operator may put on its shelf of collateral: nothing that is older than what it had. Pure. */
@NullMarked
package network.cocoon.domain.attestation.collateral;

import org.jspecify.annotations.NullMarked;
