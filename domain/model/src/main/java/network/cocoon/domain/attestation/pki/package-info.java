/** Strict PEM, certificates, revocation lists and P-256, as narrow as Intel's profile allows. */
@NullMarked
package network.cocoon.domain.attestation.pki;

import org.jspecify.annotations.NullMarked;
