package network.cocoon.workers.teesim;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.cert.X509CertificateHolder;

/** PEM as Intel writes it: lines of 64 characters, leaf first. */
final class Pem {

    private Pem() {}

    static byte[] of(X509CertificateHolder... chain) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        StringBuilder pem = new StringBuilder();
        for (X509CertificateHolder certificate : chain) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(lines.encodeToString(State.der(certificate)))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return pem.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
