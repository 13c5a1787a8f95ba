package network.cocoon.commands.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.admission.BooksOnBoth.Books;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.eventstore.Together;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the simulation stands on: the books in memory answer as the ones in PostgreSQL do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BooksTest {

    private static final Instant DAY = Instant.parse("2026-11-21T10:00:00Z");
    private static final WorkerId WORKER = new WorkerId("gpu_" + "1".repeat(32));
    private static final int STEPS = 600;
    private static final long SEED = 20_261_121;

    private TestServer server;
    private BooksOnBoth books;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        server = TestServer.start(data);
        books = new BooksOnBoth(server);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    private static void agree(BooksOnBoth.Both in, Function<Books, Object> action) {
        String[] answers = in.both(action);
        assertThat(answers[1]).isEqualTo(answers[0]);
    }

    private static String sql(BooksOnBoth.Both in, Function<Books, Object> action) {
        String[] answers = in.both(action);
        assertThat(answers[1]).isEqualTo(answers[0]);
        return answers[0];
    }

    private static Function<Books, Object> doing(java.util.function.Consumer<Books> action) {
        return it -> {
            action.accept(it);
            return "done";
        };
    }

    private static AccountId account(int n) {
        return new AccountId("app_" + "%032x".formatted(n));
    }

    @Test
    void hundreds_of_steps_in_any_order_are_answered_alike() {
        var random = new Random(SEED);
        AccountId account = account(1);
        try (var first = books.begin()) {
            agree(first, doing(it -> it.lanes().create(account, 3)));
            agree(first, it -> it.slots().resize(WORKER, 2));
            first.commit();
        }
        for (int step = 0; step < STEPS; ) {
            try (var in = books.begin()) {
                for (int n = random.nextInt(6); n >= 0; n--, step++) {
                    agree(in, step(random, account));
                }
                if (random.nextInt(4) > 0) {
                    in.commit();
                }
            }
            try (var after = books.begin()) {
                agree(after, it -> it.lanes().read(account));
            }
        }
    }

    private static Function<Books, Object> step(Random random, AccountId account) {
        int lane = random.nextInt(3);
        long amount = 1L + random.nextInt(400);
        var request = new RequestId("%032x".formatted(random.nextLong()).replace(' ', '0'));
        var key = new ClientKeyId("key_" + ("" + lane).repeat(64));
        int wrong = random.nextInt(10) == 0 ? 1 : 0;
        return switch (random.nextInt(12)) {
            case 0 -> it -> it.lanes().lock(account);
            case 1 -> it -> it.lanes().reserve(account, request, Nanoton.of(amount));
            case 2, 3 ->
                doing(it -> it.lanes()
                        .apply(
                                account,
                                List.of(new LaneMove(lane, it.lanes().lockVersion(account, lane) + wrong, amount))));
            case 4 ->
                doing(it -> it.lanes()
                        .apply(account, List.of(new LaneMove(lane, it.lanes().lockVersion(account, lane), -amount))));
            case 5 -> it -> it.slots().take(WORKER);
            case 6 ->
                doing(it -> it.slots().apply(WORKER, new SlotMove(it.slots().lockVersion(WORKER) + wrong, -1)));
            case 7 -> it -> it.slots().resize(WORKER, 1 + lane);
            case 8 ->
                doing(it -> it.slots()
                        .apply(WORKER, new SlotMove(it.slots().lockVersion(WORKER) + wrong, -1), amount * 100));
            case 9 -> it -> it.days().count(account, 40, DAY.plus(Duration.ofDays(lane)));
            case 10 -> doing(it -> it.days().spend(key, Nanoton.of(4_000), Nanoton.of(amount * 10), DAY));
            default -> it -> it.days().requests(account, DAY.plus(Duration.ofDays(lane)));
        };
    }

    @Test
    void hundreds_of_steps_of_groups_leave_the_same_rows() {
        var random = new Random(SEED + 1);
        AccountId account = account(9);
        var worker = new WorkerId("gpu_" + "9".repeat(32));
        try (var first = books.begin()) {
            agree(first, doing(it -> it.lanes().create(account, 3)));
            agree(first, it -> it.slots().resize(worker, 3));
            first.commit();
        }
        for (int step = 0; step < STEPS; ) {
            List<Function<Books, Object>> group = new ArrayList<>();
            boolean whole = random.nextBoolean();
            group.add(
                    whole
                            ? doing(it -> it.lanes().lockWhole(List.of(account)))
                            : doing(it -> it.lanes()
                                    .lockAll(List.of(
                                            new LaneBook.Ref(account, 2),
                                            new LaneBook.Ref(account, 0),
                                            new LaneBook.Ref(account, 1)))));
            group.add(doing(it -> it.slots().lockAll(List.of(worker))));
            if (whole) {
                group.add(doing(it -> it.days().lockAll(List.of(key(2), key(0), key(1)), List.of(account), DAY)));
            }
            for (int n = 1 + random.nextInt(8); n >= 0; n--, step++) {
                group.add(groupStep(random, account, worker));
            }
            try (var in = books.begin()) {
                in.together(group).forEach(answers -> assertThat(answers[1]).isEqualTo(answers[0]));
                if (random.nextInt(4) > 0) {
                    in.commit();
                }
            }
            try (var after = books.begin()) {
                agree(after, it -> it.lanes().lock(account));
                agree(after, it -> it.slots().lockVersion(worker));
                agree(after, it -> it.days().requests(account, DAY));
                // What is left of the day's limit shows in what is refused.
                agree(after, doing(it -> it.days().spend(key(0), Nanoton.of(40_000), Nanoton.of(1), DAY)));
            }
        }
    }

    private static Function<Books, Object> groupStep(Random random, AccountId account, WorkerId worker) {
        int lane = random.nextInt(3);
        long amount = 1L + random.nextInt(400);
        int wrong = random.nextInt(10) == 0 ? 1 : 0;
        return switch (random.nextInt(7)) {
            case 0, 1 ->
                doing(it -> it.lanes()
                        .apply(
                                account,
                                List.of(new LaneMove(lane, it.lanes().lockVersion(account, lane) + wrong, amount))));
            case 2 ->
                doing(it -> it.lanes()
                        .apply(account, List.of(new LaneMove(lane, it.lanes().lockVersion(account, lane), -amount))));
            case 3 -> it -> it.slots().take(worker);
            case 4 ->
                doing(it -> it.slots()
                        .apply(worker, new SlotMove(it.slots().lockVersion(worker) + wrong, -1), amount * 100));
            case 5 -> it -> it.days().count(account, 400, DAY.plus(Duration.ofDays(lane)));
            default -> doing(it -> it.days().spend(key(lane), Nanoton.of(40_000), Nanoton.of(amount * 10), DAY));
        };
    }

    /** PostgreSQL keeps a row locked that somebody waited for, even where it turns out not to be wanted. */
    @Test
    @Timeout(60)
    void a_group_that_waited_for_a_worker_who_was_then_full_waits_for_no_other() throws Exception {
        var full = new WorkerId("gpu_" + "7".repeat(32));
        var busy = new WorkerId("gpu_" + "8".repeat(32));
        var slots = server.bean(SlotBook.class);
        var transactions = server.bean(Transactions.class);
        transactions.run(() -> {
            slots.resize(full, 1);
            slots.resize(busy, 2);
        });
        var lastTaken = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var last = threads.submit(() -> transactions.run(() -> hold(slots, full, lastTaken, commit)));
            var busyTaken = new CountDownLatch(1);
            var other = threads.submit(() -> transactions.run(() -> hold(slots, busy, busyTaken, over)));
            lastTaken.await();
            busyTaken.await();
            Future<String> group = threads.submit(() -> transactions.run(
                    () -> Together.run(() -> slots.take(full) + " " + slots.take(busy) + " " + slots.take(full))));
            while (waiting() == 0) {
                Thread.sleep(5);
            }
            commit.countDown();

            assertThat(group.get(10, TimeUnit.SECONDS)).isEqualTo("Optional.empty Optional.empty Optional.empty");
            over.countDown();
            assertThat(last.get()).isPresent();
            assertThat(other.get()).isPresent();
        } finally {
            commit.countDown();
            over.countDown();
        }
    }

    private static Optional<SlotMove> hold(
            SlotBook slots, WorkerId worker, CountDownLatch taken, CountDownLatch until) {
        Optional<SlotMove> move = slots.take(worker);
        taken.countDown();
        try {
            until.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return move;
    }

    private int waiting() {
        return server.jdbc()
                .sql(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                .query(Integer.class)
                .single();
    }

    private static ClientKeyId key(int n) {
        return new ClientKeyId("key_" + ("" + n).repeat(64));
    }

    @Test
    void a_group_reserves_from_lanes_that_it_has_and_never_more_than_there_is() {
        AccountId account = account(10);
        var request = new RequestId("0000" + "b".repeat(28));
        try (var setup = books.begin()) {
            agree(setup, doing(it -> it.lanes().create(account, 2)));
            agree(setup, doing(it -> it.lanes()
                    .apply(account, List.of(new LaneMove(0, 1, 100), new LaneMove(1, 1, 70)))));
            setup.commit();
        }
        try (var group = books.begin()) {
            Function<Books, Object> reserve = it -> it.lanes().reserve(account, request, Nanoton.of(40));
            List<String> answers =
                    group
                            .together(List.of(reserve, reserve, reserve, reserve, it -> it.lanes()
                                    .lock(account)))
                            .stream()
                            .map(pair -> pair[0])
                            .toList();
            assertThat(answers.subList(0, 2)).allMatch(answer -> answer.contains("lane=0"));
            assertThat(answers.get(2)).contains("lane=1");
            assertThat(answers.get(3)).contains("empty");
            assertThat(answers.get(4)).contains("NotTogether");
            group.commit();
        }
        try (var after = books.begin()) {
            assertThat(sql(after, it -> it.lanes().read(account).stream()
                            .mapToLong(lane -> lane.free().value())
                            .sum()))
                    .isEqualTo("50");
        }
    }

    @Test
    void a_group_waits_for_one_workers_slots_only() {
        var one = new WorkerId("gpu_" + "a".repeat(32));
        var other = new WorkerId("gpu_" + "b".repeat(32));
        try (var setup = books.begin()) {
            agree(setup, it -> it.slots().resize(one, 2));
            agree(setup, it -> it.slots().resize(other, 2));
            setup.commit();
        }
        try (var holder = books.begin();
                var group = books.begin()) {
            agree(holder, it -> it.slots().take(other));
            List<Function<Books, Object>> takes =
                    List.of(it -> it.slots().take(one), it -> it.slots().take(other), it -> it.slots()
                            .inUse(one));
            List<String[]> answers = group.together(takes);
            assertThat(answers.get(0)[0]).contains("delta=1");
            assertThat(answers.get(1)).containsExactly("Optional.empty", "Optional.empty");
            assertThat(answers.get(2)[0]).isEqualTo("OptionalInt[1]");
            group.commit();
            holder.commit();
        }
    }

    @Test
    void a_reservation_passes_over_a_lane_that_another_transaction_holds() {
        AccountId account = account(2);
        var first = new RequestId("0000" + "a".repeat(28));
        try (var setup = books.begin()) {
            agree(setup, doing(it -> it.lanes().create(account, 2)));
            agree(setup, doing(it -> it.lanes()
                    .apply(account, List.of(new LaneMove(0, 1, 100), new LaneMove(1, 1, 100)))));
            setup.commit();
        }
        try (var holder = books.begin();
                var other = books.begin()) {
            assertThat(sql(holder, it -> it.lanes().reserve(account, first, Nanoton.of(60))))
                    .contains("lane=0");
            assertThat(sql(other, it -> it.lanes().reserve(account, first, Nanoton.of(60))))
                    .contains("lane=1");
            assertThat(sql(other, it -> it.lanes().reserve(account, first, Nanoton.of(60))))
                    .contains("empty");
            holder.commit();
            other.commit();
        }
    }

    @Test
    void whoever_needs_a_held_row_waits() {
        AccountId account = account(3);
        var worker = new WorkerId("gpu_" + "2".repeat(32));
        try (var setup = books.begin()) {
            agree(setup, doing(it -> it.lanes().create(account, 1)));
            agree(setup, it -> it.slots().resize(worker, 1));
            setup.commit();
        }
        try (var holder = books.begin()) {
            agree(holder, it -> it.lanes().lockVersion(account, 0));
            agree(holder, it -> it.slots().take(worker));
            agree(holder, it -> it.days().count(account, 10, DAY));
            for (Function<Books, Object> waiting : List.<Function<Books, Object>>of(
                    it -> it.lanes().lockVersion(account, 0),
                    it -> it.lanes().lock(account),
                    it -> it.slots().take(worker),
                    it -> it.slots().lockVersion(worker),
                    it -> it.slots().resize(worker, 3),
                    it -> it.days().count(account, 10, DAY))) {
                try (var other = books.begin()) {
                    assertThat(sql(other, waiting)).isEqualTo("WAITS");
                }
            }
            holder.commit();
        }
        try (var after = books.begin()) {
            assertThat(sql(after, it -> it.slots().take(worker))).isEqualTo("Optional.empty");
        }
    }

    @Test
    void nothing_is_moved_outside_a_transaction() {
        var memory = new MemoryLaneBook(
                new network.cocoon.commands.memory.Database(new network.cocoon.commands.memory.OneThread()),
                new network.cocoon.commands.memory.Tables(
                        new network.cocoon.commands.memory.Database(new network.cocoon.commands.memory.OneThread())));
        for (LaneBook lanes : List.of(server.bean(LaneBook.class), memory)) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> lanes.lock(account(9)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
