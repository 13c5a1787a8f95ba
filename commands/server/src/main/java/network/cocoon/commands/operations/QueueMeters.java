package network.cocoon.commands.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import network.cocoon.commands.inflight.Sql;
import network.cocoon.commands.metrics.MetricNames;
import network.cocoon.commands.settings.CocoonSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The queue of all nodes together, asked of the database every few seconds, so that looking often costs nothing. While
 * the database does not answer the figures are not numbers, which a graph shows as a gap.
 */
@Component
class QueueMeters implements MeterBinder {

    private static final String QUEUE = """
            SELECT count(*) AS length, coalesce(extract(epoch FROM :now - min(at)), 0) AS oldest
            FROM inference_request WHERE state = 'QUEUED'""";

    /** As the scheduler reckons: running x average / slots, of the worker that a request would wait for least. */
    private static final String WAIT = """
            SELECT coalesce(min(s.in_use * s.average_millis / s.slots), 0)
            FROM worker_slot s JOIN worker_live l ON l.worker = s.worker
            WHERE l.status = 'ACTIVE' AND l.last_seen >= :liveSince AND s.slots > 0""";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Duration lostAfter;
    private volatile Figures figures = Figures.UNKNOWN;

    private record Figures(double length, double oldestSeconds, double waitSeconds) {
        static final Figures UNKNOWN = new Figures(Double.NaN, Double.NaN, Double.NaN);
    }

    QueueMeters(JdbcClient jdbc, InstantSource clock, CocoonSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.lostAfter = settings.workers().lostAfter();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(MetricNames.QUEUE, () -> figures.length()).register(registry);
        Gauge.builder(MetricNames.QUEUE_OLDEST, () -> figures.oldestSeconds())
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(MetricNames.EXPECTED_WAIT, () -> figures.waitSeconds())
                .baseUnit("seconds")
                .register(registry);
    }

    @Scheduled(fixedDelayString = "5s")
    void look() {
        figures = Figures.UNKNOWN;
        var now = clock.instant();
        double waitMillis = jdbc.sql(WAIT)
                .param("liveSince", Sql.time(now.minus(lostAfter)))
                .query(Double.class)
                .single();
        figures = jdbc.sql(QUEUE)
                .param("now", Sql.time(now))
                .query((row, _) -> new Figures(row.getDouble("length"), row.getDouble("oldest"), waitMillis / 1_000))
                .single();
    }
}
