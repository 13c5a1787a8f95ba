package network.cocoon.commands.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import network.cocoon.eventstore.Together;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

@Timeout(20)
class GroupCommitTest {

    private static final int ORDERS = 100;

    /** The numbers that each transaction committed, in order. */
    private final List<List<Integer>> committed = Collections.synchronizedList(new ArrayList<>());

    /** What each transaction of several began with. */
    private final List<List<Integer>> prepared = Collections.synchronizedList(new ArrayList<>());

    private static final int LATE = 1099;

    private final CountDownLatch late = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    private final class Recording implements Transactions {

        private final Map<Thread, List<Integer>> current = new ConcurrentHashMap<>();

        @Override
        public <T> T run(Supplier<T> work) {
            current.put(Thread.currentThread(), new ArrayList<>());
            T answer = work.get();
            committed.add(current.get(Thread.currentThread()));
            return answer;
        }
    }

    private final Recording transactions = new Recording();

    /** Writes a number down; negative ones are refused, and 0 holds everybody up. */
    private GroupCommit<String, Integer, Integer> group() {
        return new GroupCommit<>(transactions, new ThreadTurns(), new GroupCommit.Work<>() {
            @Override
            public String id(Integer order) {
                return "%05d".formatted(order);
            }

            // Whoever sends numbers from 1,000 on is one caller.
            @Override
            public Object whose(Integer order) {
                return Math.abs(order) >= 1000 ? "loud" : order;
            }

            @Override
            public void prepare(List<Integer> orders) {
                prepared.add(orders);
                assertThat(orders).hasSizeBetween(1, GroupCommit.MOST).doesNotHaveDuplicates();
                assertThat(Together.current()).isPresent();
            }

            @Override
            public Integer carryOut(Integer order) {
                if (order == 0) {
                    begun.countDown();
                    await(held);
                }
                if (order == LATE) {
                    await(late);
                }
                if (order < 0 && order % 10 == -1) {
                    throw new IllegalArgumentException("refused");
                }
                if (order == -2) {
                    throw new DataAccessResourceFailureException("no database");
                }
                if (order == -3) {
                    throw new AssertionError("broken");
                }
                Objects.requireNonNull(transactions.current.get(Thread.currentThread()))
                        .add(order);
                return order * 2;
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All orders wait, in this order, while the first, 0, is being carried out. */
    private List<Future<Integer>> together(List<Integer> orders) {
        var group = group();
        List<Future<Integer>> answers = new ArrayList<>();
        Thread.ofVirtual().start(() -> group.run("key", 0));
        await(begun);
        for (int order : orders) {
            var answer = new FutureTask<>(() -> group.run("key", order));
            Thread caller = Thread.ofVirtual().start(answer);
            while (caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            answers.add(answer);
        }
        held.countDown();
        return answers;
    }

    @Test
    void those_who_wait_for_the_same_turn_share_transactions() throws Exception {
        List<Integer> orders = new ArrayList<>();
        for (int i = 1; i <= ORDERS; i++) {
            orders.add(i);
        }

        List<Future<Integer>> answers = together(orders);

        for (int i = 0; i < ORDERS; i++) {
            assertThat(answers.get(i).get()).isEqualTo(2 * (i + 1));
        }
        assertThat(committed.getFirst()).containsExactly(0);
        assertThat(committed).hasSizeLessThan(ORDERS / 5).allSatisfy(numbers -> assertThat(numbers)
                .isSorted());
        assertThat(committed.stream().flatMap(List::stream).filter(it -> it != 0))
                .containsExactlyInAnyOrderElementsOf(orders);
    }

    @Test
    void one_that_is_refused_takes_nobody_with_it() throws Exception {
        List<Future<Integer>> answers = together(List.of(1, 2, -1, 3));

        assertThat(answers.get(0).get()).isEqualTo(2);
        assertThat(answers.get(1).get()).isEqualTo(4);
        assertThatThrownBy(() -> answers.get(2).get()).hasRootCauseMessage("refused");
        assertThat(answers.get(3).get()).isEqualTo(6);
        assertThat(committed.stream().flatMap(List::stream)).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void the_others_of_a_spoilt_group_share_a_transaction_again() throws Exception {
        settled(together(List.of(1, 2, -1, 3)));

        assertThat(prepared.get(1)).containsExactly(-1, 1, 2, 3);
        assertThat(prepared.get(2)).containsExactly(1, 2, 3);
        assertThat(committed.subList(1, committed.size())).containsExactly(List.of(1, 2, 3));
    }

    private static void settled(List<Future<Integer>> answers) throws InterruptedException {
        for (Future<Integer> answer : answers) {
            while (!answer.isDone()) {
                Thread.sleep(1);
            }
        }
    }

    /** Two dozen of one caller's, of which none can be carried out, cost the others one more transaction. */
    @Test
    void who_spoils_a_group_goes_alone_with_all_that_is_theirs() throws Exception {
        List<Integer> orders = new ArrayList<>(List.of(1, 2, 3));
        for (int i = 0; i < 24; i++) {
            orders.add(-1001 - 10 * i);
        }

        settled(together(orders));

        assertThat(prepared).hasSize(3);
        assertThat(prepared.get(2)).containsExactly(1, 2, 3);
        assertThat(committed.subList(1, committed.size())).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void what_is_spoilt_again_and_again_goes_alone() throws Exception {
        List<Future<Integer>> answers = together(List.of(1, -1, -11, -21, -31, 2, 3));

        settled(answers);
        assertThat(prepared).hasSize(1 + GroupCommit.SPOILERS);
        for (int good : List.of(0, 5, 6)) {
            assertThat(answers.get(good).get()).isPositive();
        }
        for (int refused : List.of(1, 2, 3, 4)) {
            assertThatThrownBy(() -> answers.get(refused).get()).hasRootCauseMessage("refused");
        }
        assertThat(committed.subList(1, committed.size())).containsExactly(List.of(1), List.of(2), List.of(3));
    }

    /** A hundred of one caller's wait, the last of them for long, and then one of another's comes. */
    @Test
    void nobody_waits_for_all_that_another_wants() throws Exception {
        List<Integer> orders = new ArrayList<>();
        for (int order = LATE - ORDERS + 1; order <= LATE; order++) {
            orders.add(order);
        }
        orders.add(1);

        List<Future<Integer>> answers = together(orders);

        assertThat(answers.getLast().get()).isEqualTo(2);
        assertThat(answers.get(ORDERS - 1).isDone()).isFalse();
        assertThat(prepared.get(1)).contains(1).hasSize(GroupCommit.MOST);
        late.countDown();
        settled(answers);
    }

    @Test
    void the_same_order_twice_is_never_in_one_transaction() throws Exception {
        List<Future<Integer>> answers = together(List.of(7, 7, 7));

        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(14);
        }
        assertThat(committed).allSatisfy(numbers -> assertThat(numbers).doesNotHaveDuplicates());
    }

    @Test
    void where_the_database_is_gone_nobody_waits_for_it_alone() throws Exception {
        List<Future<Integer>> answers = together(List.of(1, -2, 2));
        settled(answers);

        assertThat(answers).allSatisfy(answer -> assertThatThrownBy(answer::get)
                .hasRootCauseInstanceOf(DataAccessResourceFailureException.class));
    }

    @Test
    void an_error_reaches_everybody_whom_it_concerns() throws Exception {
        List<Future<Integer>> answers = together(List.of(1, -3, 2));
        settled(answers);

        assertThat(answers)
                .allSatisfy(answer -> assertThatThrownBy(answer::get).hasRootCauseInstanceOf(AssertionError.class));
    }

    @Test
    void an_order_that_comes_alone_goes_alone() {
        assertThat(group().run("key", 21)).isEqualTo(42);
        assertThatThrownBy(() -> group().run("key", -1)).hasMessage("refused");
        assertThat(committed).containsExactly(List.of(21));
    }

    @Test
    void other_keys_do_not_wait() {
        var group = group();
        Thread.ofVirtual().start(() -> group.run("slow", 0));
        await(begun);

        assertThat(group.run("quick", 5)).isEqualTo(10);

        held.countDown();
    }
}
