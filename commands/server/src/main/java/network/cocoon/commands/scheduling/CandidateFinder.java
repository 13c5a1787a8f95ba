package network.cocoon.commands.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.inflight.Sql;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.registry.RegistryState;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.wire.api.NetworkApi.CandidateEntry;
import network.cocoon.wire.api.NetworkApi.FindCandidates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The workers an app may seal to now, best first. The app verifies each one itself and chooses. */
@Component
class CandidateFinder {

    private static final int MOST = 8;
    private static final int LOOKED_AT = 256;

    /** A key that is about to end would make the app seal again. */
    private static final Duration VALID_FOR = Duration.ofMinutes(2);

    private final WorkerBoard board;
    private final JdbcClient jdbc;
    private final StateReader states;
    private final InstantSource clock;

    CandidateFinder(WorkerBoard board, JdbcClient jdbc, StateReader states, InstantSource clock) {
        this.board = board;
        this.jdbc = jdbc;
        this.states = states;
        this.clock = clock;
    }

    List<CandidateEntry> find(FindCandidates wanted) {
        Instant now = clock.instant();
        List<WorkerView> ready =
                board.ready(wanted.model(), wanted.maxCoefficient(), now.plus(VALID_FOR), now, LOOKED_AT);
        ExpectedWait wait = ExpectedWait.among(ready);
        RegistryState registry = states.recent().registry();
        return ready.stream()
                .sorted(Comparator.<WorkerView>comparingLong(wait::millis)
                        .thenComparingInt(WorkerView::coefficient)
                        .thenComparing(worker -> worker.candidate().worker().value()))
                .map(worker -> entry(worker, wait.millis(worker), registry))
                .flatMap(Optional::stream)
                .limit(MOST)
                .toList();
    }

    private Optional<CandidateEntry> entry(WorkerView worker, long waitMillis, RegistryState registry) {
        return jdbc.sql("SELECT * FROM worker_key WHERE key = :key")
                .param("key", worker.candidate().key().value())
                .query((row, _) -> registry.measurements().contains(new Digest(row.getString("measurement")))
                        ? Optional.of(new CandidateEntry(
                                worker.candidate().worker(),
                                worker.candidate().provider(),
                                worker.candidate().key(),
                                Bytes.of(row.getBytes("sealing_key")),
                                Bytes.of(row.getBytes("receipt_key")),
                                worker.coefficient(),
                                new Digest(row.getString("model_digest")),
                                new Digest(row.getString("evidence")),
                                row.getString("platform"),
                                TrustClass.valueOf(row.getString("trust")),
                                Sql.time(row, "valid_until"),
                                waitMillis))
                        : Optional.<CandidateEntry>empty())
                .optional()
                .flatMap(entry -> entry);
    }
}
