package network.cocoon.commands.admission;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.WorkerEvent;
import network.cocoon.eventstore.LogReader;
import network.cocoon.eventstore.LoggedEvent;
import network.cocoon.eventstore.PayloadCodec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Recomputes lanes, slots, and what accounts and client keys have had of each day from the log. What the log has in order is
 * read while everybody goes on; for what came since it holds the tables against every writer, so no move is lost between
 * what was read and what is written. A gap in a lane's versions would show as a sum that no event explains and is refused.
 */
@Component
public class LaneRebuilder {

    private static final int PAGE = 5_000;
    private static final Set<String> STREAMS = Set.of("account", "inference", "worker");

    private final JdbcClient jdbc;
    private final LogReader log;
    private final PayloadCodec codec;
    private final Transactions transactions;

    LaneRebuilder(JdbcClient jdbc, LogReader log, PayloadCodec codec, Transactions transactions) {
        this.jdbc = jdbc;
        this.log = log;
        this.codec = codec;
        this.transactions = transactions;
    }

    /** Rebuilds the four tables in one transaction; the averages that guide the scheduler are kept. */
    public void rebuild() {
        Ordered ordered = jdbc.sql("SELECT head, floor::text AS floor FROM sequencer")
                .query((row, _) -> new Ordered(row.getLong("head"), row.getString("floor")))
                .single();
        Fold known = read(ordered.head());
        transactions.run(() -> {
            // In the order in which a submission takes them, so that none can wait for it and be waited for.
            jdbc.sql("LOCK TABLE lane, key_spend, day_count, worker_slot IN EXCLUSIVE MODE")
                    .update();
            Fold fold = known.copy();
            readSince(ordered, fold);
            fold.lanes.forEach(this::writeLane);
            fold.slots.forEach(this::writeSlots);
            jdbc.sql("DELETE FROM day_count").update();
            fold.days.forEach(this::writeDay);
            jdbc.sql("DELETE FROM key_spend").update();
            fold.spends.forEach(this::writeSpend);
        });
    }

    /**
     * How far the log was in order.
     *
     * @param floor all transactions before this one had their events among the first {@code head}
     */
    private record Ordered(long head, String floor) {}

    private Fold read(long head) {
        Fold fold = new Fold();
        long at = 0;
        while (at < head) {
            for (LoggedEvent event : log.readAfter(at, Math.clamp(head - at, 1, PAGE))) {
                at = event.denseIndex();
                if (STREAMS.contains(event.stream())) {
                    fold.add(codec.decode(event.name(), event.revision(), event.payload()));
                }
            }
        }
        return fold;
    }

    private void readSince(Ordered ordered, Fold fold) {
        jdbc.sql("""
                SELECT d.name, d.revision, d.payload FROM domain_event d LEFT JOIN event_index i USING (global_index)
                WHERE d.transaction >= CAST(:floor AS xid8) AND coalesce(i.dense_index > :head, true)
                    AND d.stream IN ('account', 'inference', 'worker')""")
                .param("floor", ordered.floor())
                .param("head", ordered.head())
                .query(row -> {
                    fold.add(codec.decode(row.getString("name"), row.getInt("revision"), row.getBytes("payload")));
                });
    }

    private void writeLane(String key, Counter lane) {
        lane.checkContiguous(key);
        String[] parts = key.split("/", 2);
        jdbc.sql("""
                INSERT INTO lane (account, lane, version, free_nanoton) VALUES (:account, :lane, :version, :free)
                ON CONFLICT (account, lane) DO UPDATE SET version = :version, free_nanoton = :free""")
                .param("account", parts[0])
                .param("lane", Integer.parseInt(parts[1]))
                .param("version", lane.version)
                .param("free", lane.sum)
                .update();
    }

    private void writeSlots(String worker, Counter slots) {
        slots.checkContiguous(worker);
        jdbc.sql("""
                INSERT INTO worker_slot (worker, slots, in_use, version) VALUES (:worker, :slots, :inUse, :version)
                ON CONFLICT (worker) DO UPDATE SET slots = :slots, in_use = :inUse, version = :version""")
                .param("worker", worker)
                .param("slots", slots.size)
                .param("inUse", slots.sum)
                .param("version", slots.version)
                .update();
    }

    private void writeDay(Day of, int number) {
        jdbc.sql("INSERT INTO day_count (account, day, number) VALUES (:account, :day, :number)")
                .param("account", of.whose())
                .param("day", of.day())
                .param("number", number)
                .update();
    }

    private void writeSpend(Day of, long nanoton) {
        jdbc.sql("INSERT INTO key_spend (key, day, nanoton) VALUES (:key, :day, :nanoton)")
                .param("key", of.whose())
                .param("day", of.day())
                .param("nanoton", nanoton)
                .update();
    }

    /** @param whose an account or a client key */
    private record Day(String whose, LocalDate day) {}

    /** Moves in whatever order the log has them: versions of one lane can commit in another order than they insert. */
    private static final class Counter {
        private long version;
        private long moves;
        private long sum;
        private long sizedAt;
        private int size;

        private Counter copy() {
            Counter copy = new Counter();
            copy.version = version;
            copy.moves = moves;
            copy.sum = sum;
            copy.sizedAt = sizedAt;
            copy.size = size;
            return copy;
        }

        private void move(long at, long delta) {
            version = Math.max(version, at);
            moves++;
            sum += delta;
        }

        private void resize(long at, int slots) {
            move(at, 0);
            if (at > sizedAt) {
                sizedAt = at;
                size = slots;
            }
        }

        private void checkContiguous(String name) {
            if (version != moves || sum < 0) {
                throw new IllegalStateException(
                        name + " has " + moves + " moves up to version " + version + ", summing to " + sum);
            }
        }
    }

    private static final class Fold {
        private final Map<String, Counter> lanes = new TreeMap<>();
        private final Map<String, Counter> slots = new TreeMap<>();
        private final Map<Day, Integer> days = new HashMap<>();
        private final Map<Day, Long> spends = new HashMap<>();

        /** A transaction that is done again begins with what was known before it. */
        private Fold copy() {
            Fold copy = new Fold();
            lanes.forEach((key, lane) -> copy.lanes.put(key, lane.copy()));
            slots.forEach((key, slot) -> copy.slots.put(key, slot.copy()));
            copy.days.putAll(days);
            copy.spends.putAll(spends);
            return copy;
        }

        private void add(Object event) {
            switch (event) {
                case AccountEvent.Registered e -> open(e);
                case AccountEvent.CreditAuthorized e -> lanes(e.account(), e.moves());
                case AccountEvent.VoucherAccepted e -> lanes(e.account(), e.moves());
                case AccountEvent.VoucherKeyChanged e -> lanes(e.account(), e.moves());
                case AccountEvent.EscrowClosed e -> lanes(e.account(), e.moves());
                case AccountEvent.LanesRebalanced e -> lanes(e.account(), e.moves());
                case WorkerEvent.ModelOffered e ->
                    counter(slots, e.worker().value()).resize(e.slotsVersion(), e.slots());
                case InferenceEvent.Requested e -> {
                    lanes(e.account(), List.of(e.reservation()));
                    reserve(e);
                }
                case InferenceEvent.Assigned e ->
                    slot(e.assignment().worker(), e.assignment().slot());
                case InferenceEvent.AttemptFailed e -> slot(e.worker(), e.slot());
                case InferenceEvent.Completed e -> release(e.account(), e.release(), e.worker(), e.slot());
                case InferenceEvent.Failed e -> release(e.account(), e.release(), e.worker(), e.slot());
                case InferenceEvent.Cancelled e -> release(e.account(), e.release(), e.worker(), e.slot());
                case InferenceEvent.Expired e -> release(e.account(), e.release(), e.worker(), e.slot());
                default -> {}
            }
        }

        private void reserve(InferenceEvent.Requested event) {
            LocalDate day = event.day().day();
            days.merge(new Day(event.account().value(), day), event.day().number(), Math::max);
            spends.merge(
                    new Day(event.clientKey().value(), LocalDate.ofInstant(event.at(), ZoneOffset.UTC)),
                    event.maxCost().value(),
                    Math::addExact);
        }

        private void open(AccountEvent.Registered event) {
            for (int lane = 0; lane < event.lanes(); lane++) {
                counter(lanes, event.account() + "/" + lane);
            }
        }

        private void lanes(AccountId account, List<LaneMove> moves) {
            for (LaneMove move : moves) {
                counter(lanes, account + "/" + move.lane()).move(move.version(), move.delta());
            }
        }

        private void release(AccountId account, LaneMove release, @Nullable WorkerId worker, @Nullable SlotMove slot) {
            lanes(account, List.of(release));
            slot(worker, slot);
        }

        private void slot(@Nullable WorkerId worker, @Nullable SlotMove slot) {
            if (worker != null && slot != null) {
                counter(slots, worker.value()).move(slot.version(), slot.delta());
            }
        }

        private static Counter counter(Map<String, Counter> counters, String key) {
            return counters.computeIfAbsent(key, _ -> new Counter());
        }
    }
}
