@NullMarked
package network.cocoon.domain.attestation.rim;

import org.jspecify.annotations.NullMarked;
