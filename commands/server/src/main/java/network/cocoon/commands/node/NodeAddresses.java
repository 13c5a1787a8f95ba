package network.cocoon.commands.node;

import java.net.InetAddress;
import java.net.URI;
import network.cocoon.commands.settings.CocoonSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where this node is reached: as set, or else where its web server listens. */
@Component
class NodeAddresses {

    private final CocoonSettings settings;
    private final Environment environment;
    private volatile @Nullable URI own;

    NodeAddresses(CocoonSettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
        this.own = settings.node().address();
    }

    /** Null while nothing is set and nothing listens. */
    @Nullable URI own() {
        return own;
    }

    /** The web server listens now. */
    void listening(WebServerInitializedEvent event) {
        if (settings.node().address() == null && event.getApplicationContext().getServerNamespace() == null) {
            boolean tls = settings.tls().certificate() != null || environment.containsProperty("server.ssl.bundle");
            InetAddress address = environment.getProperty("server.address", InetAddress.class);
            String host = (address == null ? InetAddress.getLoopbackAddress() : address).getHostAddress();
            own = URI.create((tls ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":"
                    + event.getWebServer().getPort());
        }
    }
}
