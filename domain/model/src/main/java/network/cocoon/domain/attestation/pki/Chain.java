package network.cocoon.domain.attestation.pki;

import static network.cocoon.domain.attestation.check.AttestationRefusal.CERTIFICATE_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_CHAIN;
import static network.cocoon.domain.attestation.check.AttestationRefusal.UNKNOWN_ROOT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.attestation.check.RefusedException;

/** Certificates from a leaf to the root, each signed by the next (RFC 5280, section 6, without policies and names). */
public record Chain(List<Cert> certificates) {

    public Chain {
        certificates = List.copyOf(certificates);
    }

    /** Exactly {@code count} certificates, leaf first, of strict PEM. */
    public static Chain parse(byte[] pem, int count) throws RefusedException {
        return parse(pem, count, new KnownCerts());
    }

    /** As {@link #parse(byte[], int)}, where some of the certificates may have been met before. */
    public static Chain parse(byte[] pem, int count, KnownCerts known) throws RefusedException {
        List<Cert> certificates = new ArrayList<>();
        for (byte[] der : Pem.certificates(pem, count)) {
            certificates.add(known.read(der));
        }
        return new Chain(certificates);
    }

    public Cert leaf() {
        return certificates.getFirst();
    }

    /** The issuer of the leaf. */
    public Cert issuer() {
        return certificates.get(1);
    }

    /**
     * Checks every link up to {@code root}, the one this verifier was built with; the root that came with the chain must
     * be the same, byte for byte.
     *
     * @param leafAuthority whether the first certificate is itself a CA
     */
    public void verify(Cert root, boolean leafAuthority, Instant now, KnownCerts known) throws RefusedException {
        if (!certificates.getLast().equals(root)) {
            throw new RefusedException(UNKNOWN_ROOT, "the chain's root is not the pinned root");
        }
        if (leaf().authority() != leafAuthority) {
            throw invalid(leaf(), leafAuthority ? "is not a CA" : "is a CA");
        }
        for (int i = 0; i < certificates.size(); i++) {
            Cert cert = certificates.get(i);
            if (!cert.currentAt(now)) {
                throw new RefusedException(
                        CERTIFICATE_NOT_CURRENT,
                        cert.commonName() + " is valid from " + cert.notBefore() + " to " + cert.notAfter());
            }
            if (i > 0) {
                // Certificates between this one and the end entity, which does not count.
                int below = leafAuthority ? i : i - 1;
                if (!cert.mayCertify() || (cert.pathLength() >= 0 && cert.pathLength() < below)) {
                    throw invalid(cert, "may not certify the one below it");
                }
            }
            Cert issuer = certificates.get(Math.min(i + 1, certificates.size() - 1));
            if (!cert.issuer().equals(issuer.subject())) {
                throw invalid(cert, "names another issuer");
            }
            if (i < certificates.size() - 1 && !known.signed(cert, issuer)) {
                throw invalid(cert, "is not signed by the next one");
            }
        }
    }

    private static RefusedException invalid(Cert cert, String what) {
        return new RefusedException(INVALID_CHAIN, "certificate \"" + cert.commonName() + "\" " + what);
    }
}
