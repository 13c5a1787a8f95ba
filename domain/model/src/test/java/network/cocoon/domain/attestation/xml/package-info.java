@NullMarked
package network.cocoon.domain.attestation.xml;

import org.jspecify.annotations.NullMarked;
