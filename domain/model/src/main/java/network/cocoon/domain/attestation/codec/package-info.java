/** Length-prefixed byte strings, so that evidence can be hashed, stored and verified again, byte for byte. */
@NullMarked
package network.cocoon.domain.attestation.codec;

import org.jspecify.annotations.NullMarked;
