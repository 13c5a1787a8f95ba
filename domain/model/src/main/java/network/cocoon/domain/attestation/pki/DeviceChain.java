package network.cocoon.domain.attestation.pki;

import static network.cocoon.domain.attestation.check.AttestationRefusal.CERTIFICATE_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_CHAIN;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_CERTIFICATE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.UNKNOWN_ROOT;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/** A device's certificates from its own to its maker's root, each signed by the next. */
public record DeviceChain(List<DeviceCert> certificates) {

    /** NVIDIA's have 5, AMD's 3. */
    private static final int MOST = 8;

    private static final int MAX_PEM = 64 * 1024;
    private static final String BEGIN = "-----BEGIN";
    private static final byte DER_SEQUENCE = 0x30;

    public DeviceChain {
        certificates = List.copyOf(certificates);
        if (certificates.size() < 2) {
            throw new IllegalArgumentException("a chain has a device's certificate and a root");
        }
    }

    /** Strict PEM, the device's own certificate first, the root last. */
    public static DeviceChain parse(byte[] pem) throws RefusedException {
        List<DeviceCert> certificates = certificates(pem);
        if (certificates.size() < 2) {
            throw new RefusedException(MALFORMED_CERTIFICATE, "PEM: a chain of one certificate");
        }
        return new DeviceChain(certificates);
    }

    /**
     * From a device's certificate and its maker's, in any order and with others among them.
     *
     * @param leaf DER, or strict PEM of one certificate
     * @param issuers strict PEM
     */
    public static DeviceChain parse(byte[] leaf, byte[] issuers) throws RefusedException {
        DeviceCert next = leaf.length > 0 && leaf[0] == DER_SEQUENCE
                ? DeviceCert.parse(leaf)
                : certificates(leaf).getFirst();
        List<DeviceCert> known = certificates(issuers);
        List<DeviceCert> chain = new ArrayList<>(List.of(next));
        while (!next.issuer().equals(next.subject()) && chain.size() < MOST) {
            Bytes issuer = next.issuer();
            next = known.stream()
                    .filter(cert -> cert.subject().equals(issuer))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(INVALID_CHAIN, "an issuer's certificate is missing"));
            chain.add(next);
        }
        if (chain.size() < 2) {
            throw new RefusedException(INVALID_CHAIN, "a device's certificate that nobody issued");
        }
        return new DeviceChain(chain);
    }

    private static List<DeviceCert> certificates(byte[] pem) throws RefusedException {
        if (pem.length > MAX_PEM) {
            throw new RefusedException(MALFORMED_CERTIFICATE, "PEM: more than " + MAX_PEM + " bytes");
        }
        String text = new String(pem, StandardCharsets.ISO_8859_1);
        int count = 0;
        for (int at = text.indexOf(BEGIN); at >= 0 && count <= MOST; at = text.indexOf(BEGIN, at + 1)) {
            count++;
        }
        if (count == 0 || count > MOST) {
            throw new RefusedException(MALFORMED_CERTIFICATE, "PEM: not between 1 and " + MOST + " certificates");
        }
        List<DeviceCert> certificates = new ArrayList<>();
        for (byte[] der : Pem.certificates(pem, count)) {
            certificates.add(DeviceCert.parse(der));
        }
        return certificates;
    }

    public DeviceCert leaf() {
        return certificates.getFirst();
    }

    public DeviceCert root() {
        return certificates.getLast();
    }

    /**
     * Checks every link up to a root that is compiled in. The root itself needs no signature: its bytes are known.
     *
     * @param roots SHA-256 of the DER of each root that is believed
     */
    public void verify(Set<Digest> roots, Instant now) throws RefusedException {
        if (!roots.contains(Digest.sha256(root().der().toArray()))) {
            throw new RefusedException(UNKNOWN_ROOT, "the chain's root is not a pinned root");
        }
        for (int i = 0; i < certificates.size(); i++) {
            DeviceCert cert = certificates.get(i);
            if (!cert.currentAt(now)) {
                throw new RefusedException(
                        CERTIFICATE_NOT_CURRENT,
                        cert.commonName() + " is valid from " + cert.notBefore() + " to " + cert.notAfter());
            }
            if (cert.mayCertify() != (i > 0) || (i > 0 && cert.pathLength() >= 0 && cert.pathLength() < i - 1)) {
                throw invalid(cert, i > 0 ? "may not certify the one below it" : "is a CA");
            }
            DeviceCert issuer = certificates.get(Math.min(i + 1, certificates.size() - 1));
            if (!cert.issuer().equals(issuer.subject())) {
                throw invalid(cert, "names another issuer");
            }
            if (i < certificates.size() - 1 && !cert.signedBy(issuer)) {
                throw invalid(cert, "is not signed by the next one");
            }
        }
    }

    private static RefusedException invalid(DeviceCert cert, String what) {
        return new RefusedException(INVALID_CHAIN, "certificate \"" + cert.commonName() + "\" " + what);
    }
}
