@NullMarked
package network.cocoon.domain.attestation.json;

import org.jspecify.annotations.NullMarked;
