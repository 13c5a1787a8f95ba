package network.cocoon.projections;

import java.time.Instant;
import java.time.InstantSource;
import network.cocoon.eventstore.EventStoreConfiguration;
import network.cocoon.eventstore.PayloadCodec;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The read side alone, on a log that a test writes. No {@code @Configuration}: the views' own scan must not find it. */
@EnableAutoConfiguration
@Import({EventStoreConfiguration.class, ViewsConfiguration.class})
class ViewsTestApplication {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:30Z");

    @Bean
    InstantSource clock() {
        return InstantSource.fixed(NOW);
    }

    @Bean
    PayloadCodec payloadCodec() {
        return new RememberingCodec();
    }
}
