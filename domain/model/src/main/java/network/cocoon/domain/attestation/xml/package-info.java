/** The little XML that a signed reference manifest needs: no document type, no entity but the five, no processing instruction. */
@NullMarked
package network.cocoon.domain.attestation.xml;

import org.jspecify.annotations.NullMarked;
