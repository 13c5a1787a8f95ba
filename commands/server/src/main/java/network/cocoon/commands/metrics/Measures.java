package network.cocoon.commands.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import network.cocoon.domain.kernel.Refusal;
import org.springframework.stereotype.Component;

/**
 * The server's counters and timers; the table in this module's README explains each. Every label's values are a closed
 * set (names of commands, codes of refusals), so that no caller can make the series grow without bound.
 */
@Component
public class Measures {

    /** From a cached answer to a database that is in trouble; the same for every timer. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Timer delivery;
    private final Timer assigning;
    private final Timer indexing;
    private final DistributionSummary batches;

    Measures(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        delivery = timer(MetricNames.FEED_DELIVERY);
        assigning = timer(MetricNames.ASSIGN);
        indexing = timer(MetricNames.INDEX_DELAY);
        batches = DistributionSummary.builder(MetricNames.BATCH)
                .serviceLevelObjectives(1, 2, 5, 10, 50, 100, 1_000, 10_000)
                .register(registry);
    }

    /**
     * A command was carried out or refused.
     *
     * @param name    of its type, such as {@code inference.Submit}
     * @param outcome {@code ACCEPTED}, {@code ALREADY_DONE}, a refusal's code, {@code CONFLICT} or {@code ERROR}
     */
    public void command(String name, String outcome, Duration took) {
        counter(MetricNames.COMMANDS, "command", name, "outcome", outcome).increment();
        Timer.builder(MetricNames.COMMAND_DURATION)
                .tag("command", name)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
    }

    /**
     * Something happened to a request, and is committed.
     *
     * @param event the kind of event, such as {@code Completed}
     * @param code  why, of a failure; else empty
     */
    public void request(String event, String code) {
        counter(MetricNames.REQUESTS, "event", event, "code", code).increment();
    }

    /** A call to the API was refused. */
    public void refused(Refusal code) {
        counter(MetricNames.REFUSALS, "code", code.name()).increment();
    }

    /** An assignment decided at {@code decided} was written to its worker's feed. */
    public void delivered(Instant decided) {
        delivery.record(atLeastZero(Duration.between(decided, clock.instant())));
    }

    /** A request got its worker after this time in the queue; zero where it never was in it. */
    public void assigned(Duration queued) {
        assigning.record(atLeastZero(queued));
    }

    /** The sequencer gave so many events their index, so long after the first of their commits. */
    public void indexed(int events, Duration delay) {
        batches.record(events);
        indexing.record(delay);
    }

    /** Clocks of two nodes differ a little. */
    private static Duration atLeastZero(Duration measured) {
        return measured.isNegative() ? Duration.ZERO : measured;
    }

    private Timer timer(String name) {
        return Timer.builder(name).serviceLevelObjectives(BUCKETS).register(registry);
    }

    private Counter counter(String name, String... tags) {
        return registry.counter(name, tags);
    }
}
