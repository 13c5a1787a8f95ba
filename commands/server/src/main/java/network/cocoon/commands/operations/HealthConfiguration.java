package network.cocoon.commands.operations;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import network.cocoon.commands.dispatch.ClockWatch;
import network.cocoon.commands.feed.LogFanout;
import network.cocoon.eventstore.LogState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What makes a node ready, beside the database itself: the log is being ordered by somebody, and what follows it on this
 * node keeps up. A restart of this process would cure little of that, so none of it is liveness.
 */
@Configuration("cocoonHealthConfiguration")
class HealthConfiguration {

    /** Standing still this long with work waiting is no longer a busy moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A processor may replay, or wait for another node's claim to run out. */
    private static final Duration PROCESSOR_PATIENCE = Duration.ofSeconds(30);

    @Bean
    HealthIndicator sequencerHealthIndicator(JdbcClient jdbc, InstantSource clock) {
        Stall stall = new Stall(clock, PATIENCE);
        return () -> {
            LogState log = LogState.read(jdbc);
            boolean stalled = stall.found(log.head(), log.waiting());
            return health(log.ordered() && !stalled)
                    .withDetail("held", log.ordered())
                    .withDetail("advancing", !stalled)
                    .withDetail("head", log.head())
                    .build();
        };
    }

    @Bean
    HealthIndicator clockHealthIndicator(ClockWatch clock) {
        return () -> health(clock.right())
                .withDetail("offMillis", clock.off().toMillis())
                .build();
    }

    @Bean
    HealthIndicator fanoutHealthIndicator(JdbcClient jdbc, LogFanout fanout, InstantSource clock) {
        Stall stall = new Stall(clock, PATIENCE);
        return () -> {
            long head = LogState.read(jdbc).head();
            long position = fanout.position();
            return health(!stall.found(position, position < head))
                    .withDetail("behind", Math.max(0, head - position))
                    .build();
        };
    }

    @Bean
    HealthIndicator processorsHealthIndicator(JdbcClient jdbc, Processors processors, InstantSource clock) {
        Map<String, Stall> stalls = new ConcurrentHashMap<>();
        return () -> {
            long head = LogState.read(jdbc).head();
            List<String> stuck = processors.segments().stream()
                    .filter(segment -> segment.failing()
                            || stalls.computeIfAbsent(name(segment), _ -> new Stall(clock, PROCESSOR_PATIENCE))
                                    .found(segment.position(), segment.position() < head))
                    .map(HealthConfiguration::name)
                    .toList();
            return health(stuck.isEmpty()).withDetail("stuck", stuck).build();
        };
    }

    private static String name(Processors.Segment segment) {
        return segment.processor() + "/" + segment.segment();
    }

    private static Health.Builder health(boolean good) {
        return good ? Health.up() : Health.down();
    }
}
