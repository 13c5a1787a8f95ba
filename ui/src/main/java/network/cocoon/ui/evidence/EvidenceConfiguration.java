package network.cocoon.ui.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.Optional;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.projections.registry.RegistryQueries;
import network.cocoon.ui.orders.OperatorHttp;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The console believes whom its server believes: Intel's root, and a software TEE's where the local mode names one. */
@Configuration(proxyBeanMethods = false)
class EvidenceConfiguration {

    @Bean
    EvidenceBook evidenceBook(OperatorHttp http, RegistryQueries registry, Environment settings, InstantSource clock) {
        String root = settings.getProperty("cocoon.attestation.simulated-root");
        return new EvidenceBook(
                http, registry, Optional.ofNullable(root).map(Path::of).map(EvidenceConfiguration::simulated), clock);
    }

    /** DER or PEM. */
    private static AttestationVerifier simulated(Path root) {
        try (InputStream in = Files.newInputStream(root)) {
            return AttestationVerifier.simulated(CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getEncoded());
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException("cocoon.attestation.simulated-root names no certificate: " + root, e);
        }
    }
}
