package network.cocoon.commands;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** What the server wants of its frameworks, below everything that an operator sets. */
final class ServerDefaults implements EnvironmentPostProcessor {

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            // A thread for each stream that a client or worker holds open.
            Map.entry("spring.threads.virtual.enabled", "true"),
            // Our statements look rows up by key, whatever the key: planning each anew cost a sixth of the database's
            // time. And a node that stands still in mid-transaction lets go of what others wait for.
            Map.entry(
                    "spring.datasource.hikari.data-source-properties.options",
                    "-c plan_cache_mode=force_generic_plan -c idle_in_transaction_session_timeout=30s"),
            // Rows that are written together are written by one statement.
            Map.entry("spring.datasource.hikari.data-source-properties.reWriteBatchedInserts", "true"),
            Map.entry("spring.main.banner-mode", "off"),
            Map.entry("server.shutdown", "graceful"),
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "5s"),
            // Errors are ours to word; a framework's page could show what a request held.
            Map.entry("spring.web.error.include-message", "never"),
            Map.entry("server.max-http-request-header-size", "16KB"),
            Map.entry("server.server-header", ""),
            // Beside the API, with nothing of the framework in the paths: /health/live, /health/ready, /metrics.
            Map.entry("management.endpoints.web.base-path", "/"),
            Map.entry("management.endpoints.web.discovery.enabled", "false"),
            Map.entry("management.endpoints.web.path-mapping.prometheus", "metrics"),
            Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
            // Our own metrics count calls, by what became of them.
            Map.entry("management.observations.enable.http.server.requests", "false"),
            Map.entry("management.health.livenessstate.enabled", "true"),
            Map.entry("management.health.readinessstate.enabled", "true"),
            Map.entry("management.endpoint.health.group.live.include", "livenessState"),
            Map.entry("management.endpoint.health.group.ready.include", "*"),
            Map.entry("management.endpoint.health.group.ready.exclude", "livenessState,diskSpace,ping,ssl"),
            Map.entry("management.endpoint.health.show-details", "when-authorized"),
            Map.entry("management.endpoint.health.show-components", "when-authorized"),
            // Each part of the house numbers its migrations in a range of its own.
            Map.entry("spring.flyway.out-of-order", "true"),
            // No calls home, no server of theirs, no serializer that reads class names.
            Map.entry("axon.update-check.disabled", "true"),
            Map.entry("axon.axonserver.enabled", "false"),
            // A timer for each command and event cost a tenth of the node's time, and could not have stopped a
            // statement.
            Map.entry("axon.timeout.enabled", "false"),
            Map.entry("axon.serializer.general", "jackson3"));

    /** Made by Spring Boot, by name. */
    ServerDefaults() {}

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("cocoon server defaults", DEFAULTS));
    }
}
