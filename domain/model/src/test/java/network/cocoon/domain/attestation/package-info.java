@NullMarked
package network.cocoon.domain.attestation;

import org.jspecify.annotations.NullMarked;
