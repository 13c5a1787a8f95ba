@NullMarked
package network.cocoon.domain.attestation.gpu;

import org.jspecify.annotations.NullMarked;
