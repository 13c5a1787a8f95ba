package network.cocoon.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.Charge;
import network.cocoon.domain.worker.WorkerEvent;
import org.jspecify.annotations.Nullable;

/**
 * Every request that software of one measurement could read: each that was assigned to a key attested under it, also where the
 * answer came from elsewhere in the end. Fed with events that the checks let pass.
 */
final class BlastBook {

    /**
     * One request.
     *
     * @param worker   the last whose key is under the measurement
     * @param endedAt  null while it is open
     * @param outcome  the event that ended it; {@code open} before
     * @param cost     what the app owes for what was served under it; zero where another worker served it
     * @param reward   the owner's part of that
     */
    record Row(
            RequestId request,
            AccountId account,
            WorkerId worker,
            Instant askedAt,
            Instant assignedAt,
            @Nullable Instant endedAt,
            String outcome,
            Nanoton cost,
            Nanoton reward) {}

    private static final class Open {
        private final AccountId account;
        private final Instant askedAt;
        private @Nullable WorkerId worker;
        private @Nullable Instant assignedAt;
        private boolean now;

        private Open(AccountId account, Instant askedAt) {
            this.account = account;
            this.askedAt = askedAt;
        }

        private Row row(
                RequestId request,
                WorkerId reader,
                Instant at,
                @Nullable Instant end,
                String outcome,
                @Nullable Charge charge) {
            Charge served = now ? charge : null;
            return new Row(
                    request,
                    account,
                    reader,
                    askedAt,
                    at,
                    end,
                    outcome,
                    served == null ? Nanoton.ZERO : served.cost(),
                    served == null ? Nanoton.ZERO : served.reward());
        }
    }

    private final @Nullable Digest measurement;
    private final Set<WorkerKeyId> keys = new HashSet<>();
    private final Map<RequestId, Open> open = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();

    private BlastBook(@Nullable Digest measurement) {
        this.measurement = measurement;
    }

    static BlastBook of(Digest measurement) {
        return new BlastBook(measurement);
    }

    /** Keeps nothing. */
    static BlastBook unread() {
        return new BlastBook(null);
    }

    void on(WorkerEvent event) {
        if (event instanceof WorkerEvent.Attested attested
                && attested.measurement().equals(measurement)) {
            keys.add(attested.key());
        }
    }

    void on(InferenceEvent event) {
        if (measurement == null) {
            return;
        }
        switch (event) {
            case InferenceEvent.Requested e -> open.put(e.request(), new Open(e.account(), e.at()));
            case InferenceEvent.Assigned e -> assigned(e);
            case InferenceEvent.Completed e -> ended(e.request(), "Completed", e.charge(), e.at());
            case InferenceEvent.Failed e -> ended(e.request(), "Failed", charge(e.bill()), e.at());
            case InferenceEvent.Cancelled e -> ended(e.request(), "Cancelled", charge(e.bill()), e.at());
            case InferenceEvent.Expired e -> ended(e.request(), "Expired", charge(e.bill()), e.at());
            case InferenceEvent.AttemptFailed _,
                    InferenceEvent.ResealRequired _,
                    InferenceEvent.Resealed _,
                    InferenceEvent.ReportRefused _ -> {}
        }
    }

    private void assigned(InferenceEvent.Assigned e) {
        Open request = open.get(e.request());
        if (request == null) {
            throw new IllegalStateException("the checks let a request pass that was never made");
        }
        request.now = keys.contains(e.assignment().key());
        if (request.now) {
            request.worker = e.assignment().worker();
            request.assignedAt = e.at();
        }
    }

    private static @Nullable Charge charge(@Nullable PartialBill bill) {
        return bill == null ? null : bill.charge();
    }

    private void ended(RequestId request, String outcome, @Nullable Charge charge, Instant at) {
        Open was = open.remove(request);
        if (was != null && was.worker != null && was.assignedAt != null) {
            rows.add(was.row(request, was.worker, was.assignedAt, at, outcome, charge));
        }
    }

    /** In the order in which they ended; those that are open last, by their ids. */
    List<Row> rows() {
        List<Row> all = new ArrayList<>(rows);
        Map<String, Row> still = new TreeMap<>();
        open.forEach((id, was) -> {
            if (was.worker != null && was.assignedAt != null) {
                still.put(id.value(), was.row(id, was.worker, was.assignedAt, null, "open", null));
            }
        });
        all.addAll(still.values());
        return all;
    }

    int keys() {
        return keys.size();
    }
}
