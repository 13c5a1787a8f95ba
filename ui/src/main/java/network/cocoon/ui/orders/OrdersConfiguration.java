package network.cocoon.ui.orders;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Where orders and questions go: to this very node, unless a setting names another one. */
@Configuration(proxyBeanMethods = false)
class OrdersConfiguration {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    @Bean
    Orders orders(OperatorHttp http) {
        return new HttpOrders(http);
    }

    @Bean
    OperatorHttp operatorHttp(Environment settings) {
        Path dataDir = Path.of(settings.getRequiredProperty("cocoon.data-dir"));
        String tokenFile = settings.getProperty("cocoon.operator.token-file");
        Path token = tokenFile == null ? dataDir.resolve("operator.token") : Path.of(tokenFile);
        return new OperatorHttp(
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build(),
                () -> api(settings),
                token);
    }

    private static URI api(Environment settings) {
        String elsewhere = settings.getProperty("cocoon.console.api");
        if (elsewhere != null && !elsewhere.isBlank()) {
            return URI.create(elsewhere);
        }
        String scheme = settings.containsProperty("cocoon.tls.certificate") ? "https" : "http";
        String host = settings.getProperty("server.address", "127.0.0.1");
        String port = settings.getProperty("local.server.port", settings.getProperty("server.port", "10100"));
        return URI.create(scheme + "://" + host + ":" + port);
    }
}
