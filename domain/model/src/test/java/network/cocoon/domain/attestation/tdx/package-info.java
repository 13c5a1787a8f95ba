@NullMarked
package network.cocoon.domain.attestation.tdx;

import org.jspecify.annotations.NullMarked;
