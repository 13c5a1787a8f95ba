package network.cocoon.commands.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import network.cocoon.commands.TestServer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one setting that puts the API behind TLS, with a certificate made for the test. */
class TlsTest {

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // made before each test
    private Path certificateFile;

    @SuppressWarnings("NullAway.Init")
    private Path keyFile;

    @SuppressWarnings("NullAway.Init")
    private X509Certificate certificate;

    @BeforeEach
    void a_certificate_for_the_loopback_address() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=cocoon test");
        Instant now = Instant.now();
        certificate = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(now.minusSeconds(60)),
                                Date.from(now.plusSeconds(3600)),
                                name,
                                keys.getPublic())
                        .addExtension(
                                Extension.subjectAlternativeName,
                                false,
                                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")))
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        certificateFile = pem("certificate.pem", "CERTIFICATE", certificate.getEncoded());
        keyFile = pem("key.pem", "PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private Path pem(String file, String type, byte[] der) throws IOException {
        return Files.writeString(
                folder.resolve(file),
                "-----BEGIN " + type + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type
                        + "-----\n");
    }

    @Test
    void two_files_put_the_api_behind_tls() throws Exception {
        try (TestServer server = TestServer.start(
                folder.resolve("data"),
                "cocoon.tls.certificate=" + certificateFile,
                "cocoon.tls.private-key=" + keyFile)) {
            URI network = URI.create("https://127.0.0.1:" + server.port() + "/v1/network");
            assertThat(get(network, trusting(certificate)).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> get(network, SSLContext.getDefault()))
                    .as("nobody vouched for it")
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(get(URI.create("http://127.0.0.1:" + server.port() + "/v1/network"), trusting(certificate))
                            .statusCode())
                    .as("nothing is answered in the clear")
                    .isEqualTo(400);
        }
    }

    private static HttpResponse<String> get(URI uri, SSLContext trust) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder().sslContext(trust).build()) {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static SSLContext trusting(X509Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("test", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
