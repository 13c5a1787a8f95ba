package network.cocoon.commands.providers;

import java.net.URI;
import java.util.Set;
import network.cocoon.commands.settings.CocoonSettings;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Where owners see their page. It is never taken from a request: what a wallet shows and signs is what the operator set, or
 * else this machine.
 */
@Component
class OwnersSite {

    private final CocoonSettings settings;
    private volatile int port;

    OwnersSite(CocoonSettings settings) {
        this.settings = settings;
    }

    @EventListener
    void listening(WebServerInitializedEvent event) {
        // Health and metrics may listen elsewhere.
        if (event.getApplicationContext().getServerNamespace() == null) {
            port = event.getWebServer().getPort();
        }
    }

    URI base() {
        URI set = settings.owners().site();
        if (set == null) {
            set = settings.node().address();
        }
        if (set == null) {
            return URI.create((settings.tls().certificate() == null ? "http" : "https") + "://localhost:" + port);
        }
        String text = set.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : set;
    }

    /** What wallets may have shown: the host, and with its port where it has one. Wallets differ in that. */
    Set<String> domains() {
        URI base = base();
        return base.getPort() < 0 ? Set.of(base.getHost()) : Set.of(base.getHost(), base.getAuthority());
    }
}
