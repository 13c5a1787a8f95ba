package network.cocoon.commands.metrics;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;

/** Measures that nobody reads. */
public final class MetricsParts {

    private MetricsParts() {}

    public static Measures measures(InstantSource clock) {
        return new Measures(new SimpleMeterRegistry(), clock);
    }
}
