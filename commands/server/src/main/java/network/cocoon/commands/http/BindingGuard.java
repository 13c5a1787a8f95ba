package network.cocoon.commands.http;

import java.net.InetAddress;
import java.nio.file.Path;
import network.cocoon.commands.settings.CocoonSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * TLS from two PEM files. Without them the server listens on the loopback address only, and refuses to start where it is
 * told to do otherwise: bearer keys do not cross a network in the clear.
 */
@Component
class BindingGuard implements WebServerFactoryCustomizer<ConfigurableWebServerFactory>, Ordered {

    private final CocoonSettings.Tls tls;
    private final Environment environment;

    BindingGuard(CocoonSettings settings, Environment environment) {
        this.tls = settings.tls();
        this.environment = environment;
    }

    /** After Spring's own, which sets the address. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(ConfigurableWebServerFactory factory) {
        Path certificate = tls.certificate();
        Path key = tls.privateKey();
        if (certificate != null && key != null) {
            Ssl ssl = new Ssl();
            ssl.setCertificate(certificate.toUri().toString());
            ssl.setCertificatePrivateKey(key.toUri().toString());
            factory.setSsl(ssl);
            return;
        }
        if (certificate != null || key != null) {
            throw new IllegalStateException("cocoon.tls.certificate and cocoon.tls.private-key go together");
        }
        if (Boolean.parseBoolean(environment.getProperty("server.ssl.enabled", "true"))
                && environment.containsProperty("server.ssl.bundle")) {
            return;
        }
        InetAddress address = environment.getProperty("server.address", InetAddress.class);
        requireLoopback(address);
        factory.setAddress(address == null ? InetAddress.getLoopbackAddress() : address);
    }

    static void requireLoopback(@Nullable InetAddress address) {
        if (address != null && !address.isLoopbackAddress()) {
            throw new IllegalStateException("without TLS the server listens on localhost only, not on "
                    + address.getHostAddress() + ": set cocoon.tls.certificate and cocoon.tls.private-key");
        }
    }
}
