package network.cocoon.commands.completion;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import network.cocoon.commands.admission.LaneBook;
import network.cocoon.commands.admission.SlotBook;
import network.cocoon.commands.admission.WindowBook;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.RequestApi.State;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Carries into the tables what an event that ends a request gives back. In the event's own transaction. */
@Component
class Releases {

    private final LaneBook lanes;
    private final SlotBook slots;
    private final RequestTable requests;
    private final Accruals accruals;
    private final WindowBook windows;

    Releases(LaneBook lanes, SlotBook slots, RequestTable requests, Accruals accruals, WindowBook windows) {
        this.lanes = lanes;
        this.slots = slots;
        this.requests = requests;
        this.accruals = accruals;
        this.windows = windows;
    }

    /** The versions that lane and slot will have after the release, both locked in this order. */
    record Versions(long lane, long slot) {

        /** For a request that holds nothing: the decider will not use them. */
        static final Versions NONE = new Versions(1, 1);
    }

    Versions lock(RequestRow row) {
        if (!row.open()) {
            return Versions.NONE;
        }
        long lane = lanes.lockVersion(row.account(), row.lane());
        WorkerId worker = row.state() == State.ASSIGNED ? row.worker() : null;
        return new Versions(lane, worker == null ? 1 : slots.lockVersion(worker));
    }

    /** As {@link #lock(RequestRow)} will need it, for several orders: all lanes, then all slots. */
    void lockAll(List<RequestRow> rows) {
        List<RequestRow> open = rows.stream().filter(RequestRow::open).toList();
        lanes.lockAll(open.stream()
                .map(row -> new LaneBook.Ref(row.account(), row.lane()))
                .collect(Collectors.toCollection(TreeSet::new)));
        slots.lockAll(open.stream()
                .filter(row -> row.state() == State.ASSIGNED)
                .map(RequestRow::worker)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    }

    /** Returns the row as the events leave it. */
    RequestRow carryOut(RequestRow row, List<Object> events) {
        RequestRow now = row;
        for (Object event : events) {
            if (event instanceof InferenceEvent inference) {
                now = carryOut(now, inference);
            }
        }
        return now;
    }

    private RequestRow carryOut(RequestRow row, InferenceEvent event) {
        return switch (event) {
            case InferenceEvent.Completed e -> {
                lanes.apply(row.account(), List.of(e.release()));
                Instant began = row.assignedAt() == null ? row.at() : row.assignedAt();
                slots.apply(
                        e.worker(), e.slot(), Duration.between(began, e.at()).toMillis());
                accruals.add(e);
                yield requests.completed(row, e);
            }
            case InferenceEvent.Failed e -> {
                RequestRow ended =
                        end(row, e.release(), e.worker(), e.slot(), State.FAILED, e.code(), e.bill(), e.at());
                blame(e.worker(), e.fault(), e.at());
                yield ended;
            }
            case InferenceEvent.Cancelled e ->
                end(row, e.release(), e.worker(), e.slot(), State.CANCELLED, null, e.bill(), e.at());
            case InferenceEvent.Expired e ->
                end(row, e.release(), e.worker(), e.slot(), State.EXPIRED, null, e.bill(), e.at());
            case InferenceEvent.AttemptFailed e -> {
                slots.apply(e.worker(), e.slot());
                blame(e.worker(), e.fault(), e.at());
                yield requests.requeued(e);
            }
            case InferenceEvent.Requested _,
                    InferenceEvent.Assigned _,
                    InferenceEvent.ResealRequired _,
                    InferenceEvent.Resealed _,
                    InferenceEvent.ReportRefused _ -> row;
        };
    }

    private RequestRow end(
            RequestRow row,
            LaneMove release,
            @Nullable WorkerId worker,
            @Nullable SlotMove slot,
            State state,
            @Nullable FailureCode failure,
            @Nullable PartialBill bill,
            Instant at) {
        release(row, release, worker, slot);
        if (bill != null) {
            accruals.add(row.request(), row.account(), bill, at);
        }
        return requests.ended(row.request(), state, failure, bill, at);
    }

    private void blame(@Nullable WorkerId worker, Actor fault, Instant at) {
        if (worker != null && fault == Actor.PROVIDER) {
            slots.recordFault(worker, at);
        }
    }

    /** Remembers an app that broke its answer off and kept frames that it had not acknowledged. */
    void leftWindow(RequestRow ended, int unacknowledged, Instant at) {
        boolean byApp =
                switch (ended.state()) {
                    case CANCELLED, EXPIRED -> true;
                    case FAILED -> ended.failure() != null && ended.failure().fault() == Actor.USER;
                    case QUEUED, ASSIGNED, RESEAL_REQUIRED, COMPLETED -> false;
                };
        if (byApp && unacknowledged > 0) {
            windows.left(ended.account(), ended.request(), at);
        }
    }

    private void release(RequestRow row, LaneMove release, @Nullable WorkerId worker, @Nullable SlotMove slot) {
        lanes.apply(row.account(), List.of(release));
        if (worker != null && slot != null) {
            slots.apply(worker, slot);
        }
    }
}
