package network.cocoon.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the transport believes to be the operator: a certificate that was pinned, for the very address that was asked. */
class TlsTransportTest {

    @TempDir
    Path folder;

    @Test
    void believes_a_pinned_certificate_of_the_address_asked() throws Exception {
        try (Node node = Node.named("127.0.0.1");
                var transport = transport(node, new ServerTrust.Pinned(pem(node)))) {
            for (int i = 0; i < 3; i++) {
                assertThat(transport.octets(Call.get("/v1/network"))).hasSize(2);
            }
            try (var upload = new FrameUpload(transport, Call.post("/v1/frames"))) {
                upload.write(new byte[] {1});
                upload.finish();
            }
        }
    }

    @Test
    void believes_nobody_by_another_address() throws Exception {
        try (Node node = Node.named("127.0.0.2");
                var transport = transport(node, new ServerTrust.Pinned(pem(node)))) {
            assertThatThrownBy(() -> transport.octets(Call.get("/v1/network")))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("127.0.0.1");
        }
    }

    @Test
    void believes_nobody_whom_no_root_vouches_for() throws Exception {
        try (Node node = Node.named("127.0.0.1");
                var transport = transport(node, new ServerTrust.JdkRoots())) {
            assertThatThrownBy(() -> transport.octets(Call.get("/v1/network"))).isInstanceOf(ConnectException.class);
        }
    }

    private static Transport transport(Node node, ServerTrust trust) throws IOException {
        return new Transport(
                List.of(URI.create(
                        "https://127.0.0.1:" + node.server().getAddress().getPort())),
                trust);
    }

    private Path pem(Node node) throws Exception {
        String encoded = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(node.certificate().getEncoded());
        return Files.writeString(
                folder.resolve("pinned.pem"),
                "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    }

    private record Node(HttpsServer server, X509Certificate certificate) implements AutoCloseable {

        static Node named(String address) throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair keys = generator.generateKeyPair();
            var name = new X500Name("CN=cocoon test");
            Instant now = Instant.now();
            X509Certificate certificate = new JcaX509CertificateConverter()
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
                                    new GeneralNames(new GeneralName(GeneralName.iPAddress, address)))
                            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry("node", keys.getPrivate(), new char[0], new Certificate[] {certificate});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write(new byte[] {'{', '}'});
                }
            });
            server.start();
            return new Node(server, certificate);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
