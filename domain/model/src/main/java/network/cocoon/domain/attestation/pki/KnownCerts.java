package network.cocoon.domain.attestation.pki;

import java.util.Optional;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.kernel.Bytes;

/**
 * Authorities that were read before, and which of them were found signed by which: the same few stand in every chain, over
 * ever new machines. Dates, names and rights are looked at anew each time. Safe for many threads.
 */
public final class KnownCerts {

    private static final int CAPACITY = 64;

    /** In bytes; Intel's have about 1,200. Strangers send certificates too, which must not fill the memory. */
    private static final int LARGEST = 4096;

    private record Link(Cert cert, Cert issuer) {}

    private final Remembered<Bytes, Cert> read = new Remembered<>(CAPACITY);
    private final Remembered<Link, Boolean> signed = new Remembered<>(CAPACITY);

    Cert read(byte[] der) throws RefusedException {
        Bytes key = Bytes.of(der);
        Optional<Cert> known = read.find(key);
        if (known.isPresent()) {
            return known.get();
        }
        Cert cert = Cert.parse(der);
        if (keeps(cert)) {
            read.keep(key, cert);
        }
        return cert;
    }

    boolean signed(Cert cert, Cert issuer) {
        Link link = new Link(cert, issuer);
        if (signed.find(link).isPresent()) {
            return true;
        }
        boolean good = cert.signedBy(issuer);
        if (good && keeps(cert) && keeps(issuer)) {
            signed.keep(link, true);
        }
        return good;
    }

    private static boolean keeps(Cert cert) {
        return cert.authority() && cert.der().length() <= LARGEST;
    }
}
