package network.cocoon.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates the transport believes. The operator is trusted for availability only, whichever it is. */
public sealed interface ServerTrust {

    /** The JDK's roots. */
    record JdkRoots() implements ServerTrust {}

    /** Only the certificates of a PEM file, at most 64. */
    record Pinned(Path pem) implements ServerTrust {}

    /** Throws {@link IOException} where the file cannot be read or holds no certificate. */
    default SSLContext context() throws IOException {
        try {
            return switch (this) {
                case JdkRoots() -> SSLContext.getDefault();
                case Pinned(Path pem) -> pinned(pem);
            };
        } catch (GeneralSecurityException e) {
            throw new IOException("the pinned certificates cannot be used: " + e.getMessage(), e);
        }
    }

    private static SSLContext pinned(Path pem) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> certificates;
        try (InputStream in = Files.newInputStream(pem)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        if (certificates.isEmpty() || certificates.size() > 64) {
            throw new IOException(pem + " must hold 1 to 64 certificates");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("pinned-" + number++, certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
