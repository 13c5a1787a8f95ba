package network.cocoon.workers.gpu.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.engine.EngineLoad;

/** The worker's meters, by Prometheus' conventions: seconds, totals, and rates left to who reads them. */
public final class WorkerMeters {

    private static final String PREFIX = "cocoon_worker_";
    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter answers = Counter.builder()
            .name(PREFIX + "answers")
            .help("Answers by how they ended: stop, length, cancelled, or an engine's code")
            .labelNames("outcome")
            .withoutExemplars()
            .register(registry);
    private final Counter tokens = Counter.builder()
            .name(PREFIX + "tokens")
            .help("Tokens read and written, by kind; the rate of completion and reasoning is tokens a second")
            .labelNames("kind")
            .withoutExemplars()
            .register(registry);
    private final Histogram firstText = Histogram.builder()
            .name(PREFIX + "first_text_seconds")
            .help("From a request's arrival at the engine to its first piece of text")
            .classicOnly()
            .withoutExemplars()
            .classicUpperBounds(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
            .register(registry);

    /** @param load asked at each reading */
    public WorkerMeters(Supplier<EngineLoad> load) {
        gauge("sequences_active", "Sequences that hold a slot", load, EngineLoad::active);
        gauge("sequences_waiting", "Sequences that wait for a slot", load, EngineLoad::waiting);
        gauge("cache_positions", "Tokens whose keys and values are kept", load, EngineLoad::positions);
        gauge("cache_positions_room", "Tokens whose keys and values could be kept", load, EngineLoad::room);
        total("steps", "Calls of the model", load, EngineLoad::steps);
        total(
                "steps_sequences",
                "Sequences advanced by those calls: by steps, the batch size",
                load,
                EngineLoad::advanced);
    }

    private void gauge(String name, String help, Supplier<EngineLoad> load, ToLongFunction<EngineLoad> value) {
        GaugeWithCallback.builder()
                .name(PREFIX + name)
                .help(help)
                .callback(callback -> callback.call((double) value.applyAsLong(load.get())))
                .register(registry);
    }

    private void total(String name, String help, Supplier<EngineLoad> load, ToLongFunction<EngineLoad> value) {
        CounterWithCallback.builder()
                .name(PREFIX + name)
                .help(help)
                .callback(callback -> callback.call((double) value.applyAsLong(load.get())))
                .register(registry);
    }

    void ended(String outcome, TokenUsage usage) {
        answers.labelValues(outcome).inc();
        tokens.labelValues("prompt").inc(usage.prompt());
        tokens.labelValues("completion").inc(usage.completion());
        tokens.labelValues("reasoning").inc(usage.reasoning());
    }

    void firstText(long nanos) {
        firstText.observe(nanos / NANOS);
    }

    PrometheusRegistry registry() {
        return registry;
    }
}
