package network.cocoon.commands.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import network.cocoon.commands.feed.LogFanout;
import network.cocoon.commands.feed.WorkerConnections;
import network.cocoon.commands.metrics.Measures;
import network.cocoon.commands.metrics.MetricNames;
import network.cocoon.commands.relay.RelayHub;
import network.cocoon.eventstore.LogNode;
import org.springframework.stereotype.Component;

/** What this node knows of itself without asking the database, read when somebody looks. */
@Component
class ServerMeters implements MeterBinder {

    private final LogNode node;
    private final LogFanout fanout;
    private final WorkerConnections workers;
    private final RelayHub relay;

    ServerMeters(LogNode node, LogFanout fanout, WorkerConnections workers, RelayHub relay, Measures measures) {
        this.node = node;
        this.fanout = fanout;
        this.workers = workers;
        this.relay = relay;
        node.watchedBy(measures::indexed);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(MetricNames.LEADING, node, it -> it.isLeading() ? 1 : 0).register(registry);
        Gauge.builder(MetricNames.LOG_HEAD, node, it -> it.tail().head()).register(registry);
        Gauge.builder(MetricNames.FEED_BEHIND, this, ServerMeters::behind).register(registry);
        Gauge.builder(MetricNames.FEED_WORKERS, workers, WorkerConnections::count)
                .register(registry);
        Gauge.builder(MetricNames.RELAY_OPEN, relay, it -> it.figures().open()).register(registry);
        Gauge.builder(MetricNames.RELAY_HELD, relay, it -> it.figures().heldBytes())
                .baseUnit("bytes")
                .register(registry);
        FunctionCounter.builder(
                        MetricNames.RELAY_FRAMES, relay, it -> it.figures().frames())
                .register(registry);
        FunctionCounter.builder(
                        MetricNames.RELAY_BLOCKED, relay, it -> it.figures().waitedNanos() / 1e9)
                .baseUnit("seconds")
                .register(registry);
    }

    private double behind() {
        return Math.max(0, node.tail().head() - fanout.position());
    }
}
