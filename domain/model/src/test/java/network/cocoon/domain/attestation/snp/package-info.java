@NullMarked
package network.cocoon.domain.attestation.snp;

import org.jspecify.annotations.NullMarked;
