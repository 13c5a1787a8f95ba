package network.cocoon.commands.inflight;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.WorkerStatus;
import network.cocoon.wire.api.RequestApi.State;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** {@link RequestTable} in memory. */
public final class MemoryRequestTable implements RequestTable {

    private static final Set<WorkerStatus> GONE = Set.of(WorkerStatus.LOST, WorkerStatus.RETIRED);

    private final Database database;
    private final Tables tables;

    public MemoryRequestTable(Database database, Tables tables) {
        this.database = database;
        this.tables = tables;
    }

    @Override
    public Optional<RequestRow> find(RequestId request) {
        return database.statement("request find", () -> tables.requests.find(request));
    }

    @Override
    public Optional<RequestRow> lock(RequestId request) {
        return database.statement("request lock", () -> tables.requests.lock(request));
    }

    @Override
    public List<RequestRow> lockAll(Collection<RequestId> requests) {
        return requests.stream()
                .sorted(Comparator.comparing(RequestId::value))
                .flatMap(request -> lock(request).stream())
                .toList();
    }

    @Override
    public Optional<RequestRow> lockQueued(RequestId request) {
        return database.statement(
                "request lock queued",
                () -> tables.requests.lockFirst(Stream.of(request), row -> row.state() == State.QUEUED));
    }

    @Override
    public RequestRow insert(InferenceEvent.Requested e, @Nullable Assignment assignment) {
        RequestRow row = RequestRow.accepted(e, assignment);
        return database.statement("request insert", () -> {
            if (!tables.requests.insert(e.request(), row)) {
                throw new DuplicateKeyException("the request's row is there");
            }
            return row;
        });
    }

    @Override
    public RequestRow assigned(RequestId request, Assignment a, Instant at) {
        return change(request, row -> RowChange.of(row).assigned(a, at));
    }

    @Override
    public RequestRow completed(RequestRow row, InferenceEvent.Completed e) {
        return change(e.request(), there -> there.completed(e));
    }

    @Override
    public RequestRow ended(
            RequestId request, State state, @Nullable FailureCode failure, @Nullable PartialBill bill, Instant at) {
        return change(request, row -> RowChange.of(row)
                .ended(
                        state,
                        failure,
                        bill == null ? null : bill.usage(),
                        bill == null ? null : bill.charge().cost()));
    }

    @Override
    public RequestRow requeued(InferenceEvent.AttemptFailed event) {
        return change(event.request(), row -> RowChange.of(row).requeued(event.key()));
    }

    @Override
    public void unsealed(RequestId request, Instant at) {
        change(request, row -> RowChange.of(row).in(State.RESEAL_REQUIRED));
    }

    @Override
    public void resealed(InferenceEvent.Resealed event) {
        change(event.request(), row -> RowChange.of(row).resealed(event));
    }

    @Override
    public List<RequestId> assignable(int limit) {
        return ids(
                row -> row.state() == State.QUEUED
                        && row.untried().stream().anyMatch(candidate -> hasRoom(candidate.worker())),
                Comparator.comparing(RequestRow::at),
                limit);
    }

    @Override
    public Map<Queue, Waiting> waiting() {
        return database.statement("requests", () -> tables.requests
                .all()
                .filter(row -> row.state() == State.QUEUED)
                .collect(Collectors.toMap(
                        row -> new Queue(row.model(), row.account()),
                        row -> new Waiting(1, row.at()),
                        (a, b) -> new Waiting(
                                a.requests() + b.requests(), a.since().isBefore(b.since()) ? a.since() : b.since()))));
    }

    private boolean hasRoom(WorkerId worker) {
        return tables.slots
                        .find(worker)
                        .filter(slot -> slot.inUse() < slot.slots())
                        .isPresent()
                && status(worker).filter(WorkerStatus.ACTIVE::equals).isPresent();
    }

    private Optional<WorkerStatus> status(@Nullable WorkerId worker) {
        return worker == null ? Optional.empty() : tables.workers.find(worker).map(Tables.LiveRow::status);
    }

    @Override
    public List<RequestId> stranded(Instant now, int limit) {
        return ids(
                row -> row.state() == State.QUEUED
                        && row.untried().stream().noneMatch(candidate -> mayAnswer(candidate, now)),
                Comparator.comparing(RequestRow::at),
                limit);
    }

    private boolean mayAnswer(Candidate candidate, Instant now) {
        return tables.keys
                        .find(candidate.key())
                        .filter(key -> key.attested().validUntil().isAfter(now))
                        .isPresent()
                && status(candidate.worker())
                        .filter(WorkerStatus.ACTIVE::equals)
                        .isPresent();
    }

    @Override
    public List<RequestId> ofLostWorkers(int limit) {
        return ids(
                row -> row.state() == State.ASSIGNED
                        && status(row.worker()).filter(GONE::contains).isPresent(),
                Comparator.comparing(RequestRow::at),
                limit);
    }

    @Override
    public List<RequestId> overdue(Instant now, int limit) {
        return ids(
                row -> row.open() && !row.deadline().isAfter(now), Comparator.comparing(RequestRow::deadline), limit);
    }

    @Override
    public List<RequestId> claimsDue(Instant now, Set<RequestId> begun, int limit) {
        return ids(
                row -> row.state() == State.ASSIGNED
                        && row.claimBy() != null
                        && !row.claimBy().isAfter(now)
                        && !begun.contains(row.request()),
                Comparator.comparing(RequestRow::deadline),
                limit);
    }

    @Override
    public List<RequestId> assignedTo(WorkerId worker) {
        return ids(
                row -> row.state() == State.ASSIGNED && worker.equals(row.worker()),
                Comparator.comparing(RequestRow::at),
                Integer.MAX_VALUE);
    }

    private List<RequestId> ids(Predicate<RequestRow> which, Comparator<RequestRow> order, int limit) {
        return database.statement("requests", () -> tables.requests
                .all()
                .filter(which)
                .sorted(order)
                .limit(limit)
                .map(RequestRow::request)
                .toList());
    }

    private RequestRow change(RequestId request, UnaryOperator<RequestRow> change) {
        return database.statement("request change", () -> {
            RequestRow row = tables.requests
                    .lock(request)
                    .orElseThrow(() -> new IllegalStateException("an event of a request that has no row"));
            RequestRow changed = change.apply(row);
            tables.requests.put(request, changed);
            return changed;
        });
    }
}
