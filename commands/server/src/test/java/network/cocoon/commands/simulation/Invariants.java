package network.cocoon.commands.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import network.cocoon.audit.AuditReport;
import network.cocoon.audit.Auditor;
import network.cocoon.audit.RowSource;
import network.cocoon.commands.memory.LoggedRow;
import network.cocoon.commands.memory.Tables;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.transparency.LeafRow;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.event.EventCodec;
import org.jspecify.annotations.Nullable;

/** What must hold once everything rests, whatever happened before. */
final class Invariants {

    private final World world;
    private final Store store;
    private final Map<RequestId, InferenceEvent> endings = new HashMap<>();
    private final Map<RequestId, Integer> attempts = new HashMap<>();
    private final Set<RequestId> requested = new HashSet<>();
    private long billed;

    Invariants(World world) {
        this.world = world;
        this.store = world.store();
    }

    void check() {
        if (store.database().deadlocks() > 0) {
            wrong("transactions waited for each other in a circle");
        }
        for (long index = 1; index <= store.log().head(); index++) {
            LoggedRow row = store.log().at(index);
            if (row.event() instanceof InferenceEvent event) {
                follow(index, event);
            }
        }
        requested.stream()
                .filter(request -> !endings.containsKey(request))
                .forEach(request -> wrong("request " + request + " is lost: it has no ending"));
        world.deeds().accepted().stream()
                .filter(request -> !requested.contains(request))
                .forEach(request -> wrong("request " + request + " was accepted and is not in the log"));
        world.deeds().receipts().forEach(this::heldAgainstBill);
        books();
        audit();
    }

    private void follow(long index, InferenceEvent event) {
        RequestId request = event.request();
        switch (event) {
            case InferenceEvent.Requested _ -> {
                if (!requested.add(request)) {
                    wrong("request " + request + " was accepted twice");
                }
            }
            case InferenceEvent.Assigned e -> {
                int number = attempts.merge(request, 1, Integer::sum);
                if (e.assignment().attempt() != number) {
                    wrong("attempt " + e.assignment().attempt() + " of " + request + " is number " + number);
                }
                if (!world.deeds().wasHanded(e.assignment().worker(), index)) {
                    wrong("the assignment at " + index + " never reached its worker");
                } else if (!world.deeds().isSettled(e.assignment().worker(), index)) {
                    wrong("the worker never answered for the assignment at " + index);
                }
            }
            case InferenceEvent.Completed e -> {
                end(e);
                bill(request, e.attempt(), e.usage(), e.charge().cost().value());
            }
            case InferenceEvent.Failed e -> end(e, e.attempt(), e.bill());
            case InferenceEvent.Cancelled e -> end(e, e.attempt(), e.bill());
            case InferenceEvent.Expired e -> end(e, e.attempt(), e.bill());
            case InferenceEvent.AttemptFailed e -> {
                if (world.deeds().wasRead(request, e.attempt())) {
                    wrong("a frame of attempt " + e.attempt() + " reached the app, and " + request
                            + " went to another");
                }
                if (!world.deeds().wasHanded(e.worker(), index)) {
                    wrong("its worker never learned that attempt " + e.attempt() + " of " + request + " is over");
                }
            }
            case InferenceEvent.ResealRequired _, InferenceEvent.Resealed _, InferenceEvent.ReportRefused _ -> {}
        }
    }

    private void end(InferenceEvent event) {
        if (endings.put(event.request(), event) != null) {
            wrong("request " + event.request() + " ended twice");
        }
    }

    private void end(InferenceEvent event, int attempt, @Nullable PartialBill bill) {
        end(event);
        int frames = bill == null ? 0 : frames(bill);
        Words.Due due = world.words().due(event.request());
        if (frames < due.least() || frames > due.most()) {
            wrong("request " + event.request() + " is billed for " + frames + " frames, its app had acknowledged "
                    + due.least() + " to " + due.most());
        }
        if (bill != null) {
            if (!world.deeds().isAcknowledged(event.request(), attempt, bill.usage())) {
                wrong("request " + event.request() + " is billed by a head that its app never acknowledged");
            }
            bill(event.request(), attempt, bill.usage(), bill.charge().cost().value());
        }
    }

    private static int frames(PartialBill bill) {
        try {
            return HeadCodec.decode(bill.head()).sequence();
        } catch (EnvelopeException e) {
            throw new IllegalStateException(e);
        }
    }

    private void bill(RequestId request, int attempt, TokenUsage usage, long cost) {
        billed += cost;
        TokenUsage sealed = world.deeds().sealedBy(request, attempt);
        if (usage.completion() > sealed.completion() || usage.prompt() > sealed.prompt()) {
            wrong("request " + request + " is billed for more than its worker sealed");
        }
        if (cost > Setting.WORST_CASE) {
            wrong("request " + request + " is billed above its ceiling");
        }
    }

    /** Who holds a proved receipt owes exactly that, or less. */
    private void heldAgainstBill(RequestId request, Bytes receipt) {
        if (endings.get(request) instanceof InferenceEvent.Completed completed
                && !completed.receipt().equals(receipt)) {
            wrong("request " + request + " was billed by another receipt than its app holds");
        }
    }

    private void books() {
        long free = store.tables()
                .lanes
                .all()
                .mapToLong(lane -> lane.free().value())
                .sum();
        long authorised = world.authorised();
        if (free != authorised - billed) {
            wrong("lanes hold " + free + ", authorised are " + authorised + " and billed " + billed);
        }
        List<Tables.SlotRow> taken =
                store.tables().slots.all().filter(slot -> slot.inUse() != 0).toList();
        if (!taken.isEmpty()) {
            wrong("slots are still in use: " + taken);
        }
    }

    private void audit() {
        AuditReport report = Auditor.audit(new LogInMemory(world));
        if (report.discrepancy() != null) {
            wrong("the auditor finds " + report.discrepancy());
        } else if (report.openRequests() != 0) {
            wrong("the auditor counts open requests: " + report.openRequests());
        } else if (report.totals().billed().longValueExact() != billed) {
            wrong("the auditor's bill is " + report.totals().billed() + ", ours " + billed);
        }
    }

    private record LogInMemory(World world) implements RowSource {

        private static final EventCodec CODEC = new EventCodec();

        /** Nothing here is stored, so nothing blinds it. */
        private static final byte[] SALT = new byte[LeafRow.SALT_BYTES];

        private static final byte[] METADATA = {};

        @Override
        public String networkId() {
            return Setting.NETWORK;
        }

        @Override
        public Set<Bytes> logKeys() {
            return Set.of(world.logKey().publicKey());
        }

        @Override
        public void read(Consumer<LeafRow> reader) {
            for (long index = 1; index <= world.store().log().head(); index++) {
                LoggedRow row = world.store().log().at(index);
                EventCodec.Encoded event = CODEC.encode(row.event());
                reader.accept(new LeafRow(
                        index,
                        row.sequence(),
                        event.revision(),
                        0,
                        SALT,
                        row.stream(),
                        row.aggregate(),
                        Long.toString(index),
                        event.name(),
                        METADATA,
                        event.payload()));
            }
        }
    }

    private void wrong(String what) {
        world.schedule().defect(what);
    }
}
