package network.cocoon.projections;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.cocoon.eventstore.EventStoreConfiguration;
import network.cocoon.eventstore.PayloadCodec;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.projections.log.ProcessorRow;
import network.cocoon.projections.log.SystemQueries;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The read side alone, on a log that a test writes. No {@code @Configuration}: the views' own scan must not find it. */
@EnableAutoConfiguration
@Import({EventStoreConfiguration.class, ViewsConfiguration.class})
class ViewsTestApplication {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:30Z");

    private static final long PATIENCE_SECONDS = 60;

    @Bean
    InstantSource clock() {
        return new MovableClock();
    }

    @Bean
    PayloadCodec payloadCodec() {
        return new WireCodec();
    }

    static {
        System.setProperty("axoniq.update-checker.disabled", "true");
    }

    /** One node on a database, with more beans if a test brings some. */
    static ConfigurableApplicationContext start(TestDatabase database, Class<?>... more) {
        return new SpringApplicationBuilder(ViewsTestApplication.class)
                .sources(more)
                .bannerMode(Banner.Mode.OFF)
                .run(
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.main.web-application-type=none",
                        "--spring.main.allow-bean-definition-overriding=true");
    }

    /** Waits until every segment has read so far. */
    static void awaitPosition(ApplicationContext node, long events) throws InterruptedException, TimeoutException {
        var system = node.getBean(SystemQueries.class);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            List<ProcessorRow> segments = system.processors();
            if (!segments.isEmpty() && segments.stream().allMatch(p -> p.position() >= events)) {
                return;
            }
            if (System.nanoTime() > until) {
                throw new TimeoutException("the views stand at " + segments);
            }
            Thread.sleep(10);
        }
    }
}
