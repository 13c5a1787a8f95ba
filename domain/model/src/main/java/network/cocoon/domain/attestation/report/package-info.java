/** An attestation told to people: the same words in the console and in the client's terminal, computed from evidence. Pure. */
@NullMarked
package network.cocoon.domain.attestation.report;

import org.jspecify.annotations.NullMarked;
