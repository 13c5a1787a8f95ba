package network.cocoon.commands.catalogue;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.NetworkApi.LiveWorker;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Workers that could be given a request now: active, with a valid key for what they offer. */
@Component
class LiveWorkers {

    private static final int MOST = 10_000;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    LiveWorkers(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Map<ModelId, List<LiveWorker>> byModel() {
        record Row(ModelId model, LiveWorker worker) {}
        return jdbc
                .sql("""
                SELECT o.model, o.worker, o.coefficient, s.in_use, s.slots
                FROM worker_offer o
                JOIN worker_live l ON l.worker = o.worker AND l.status = 'ACTIVE'
                JOIN worker_slot s ON s.worker = o.worker
                WHERE EXISTS (SELECT FROM worker_key k
                              WHERE k.worker = o.worker AND k.model_digest = o.model_digest
                                AND k.not_before <= :now AND k.valid_until > :now)
                ORDER BY o.model, o.coefficient, o.worker LIMIT :most""")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("most", MOST)
                .query((row, _) -> new Row(
                        new ModelId(row.getString("model")),
                        new LiveWorker(
                                new WorkerId(row.getString("worker")),
                                row.getInt("coefficient"),
                                row.getInt("in_use"),
                                row.getInt("slots"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::model, Collectors.mapping(Row::worker, Collectors.toList())));
    }
}
