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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
            public Object id(Integer order) {
                return order;
            }

            // Whoever sends numbers from 1,000 on is one caller.
            @Override
            public Object whose(Integer order) {
                return order >= 1000 ? "loud" : order;
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

    /** All orders come while the first, 0, is being carried out. */
    private List<Future<Integer>> together(List<Integer> orders) {
        var group = group();
        List<Future<Integer>> answers = new ArrayList<>();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Thread.ofVirtual().start(() -> group.run("key", 0));
        await(begun);
        for (int order : orders) {
            var waiting = new CountDownLatch(1);
            Future<Integer> answer = threads.submit(() -> {
                waiting.countDown();
                return group.run("key", order);
            });
            await(waiting);
            answers.add(answer);
        }
        // Each has begun to run; that all of them wait is likely by then, and nothing below depends on the last of
        // them.
        sleep();
        held.countDown();
        threads.close();
        return answers;
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
        assertThat(committed).hasSizeLessThan(ORDERS / 5);
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
    void the_others_of_a_spoilt_group_share_a_transaction_again() {
        together(List.of(1, 2, -1, 3));

        assertThat(prepared.get(1)).contains(-1).hasSizeGreaterThan(2);
        assertThat(prepared.get(2)).containsExactlyElementsOf(without(-1, prepared.get(1)));
        assertThat(committed.get(1)).isEqualTo(prepared.get(2));
    }

    private static List<Integer> without(int order, List<Integer> orders) {
        return orders.stream().filter(it -> it != order).toList();
    }

    @Test
    void what_is_spoilt_again_and_again_goes_alone() throws Exception {
        List<Future<Integer>> answers = together(List.of(1, -1, -11, -21, -31, 2, 3));

        assertThat(prepared.subList(1, prepared.size())).hasSizeLessThanOrEqualTo(GroupCommit.SPOILERS + 1);
        for (int good : List.of(0, 5, 6)) {
            assertThat(answers.get(good).get()).isPositive();
        }
        for (int refused : List.of(1, 2, 3, 4)) {
            assertThatThrownBy(() -> answers.get(refused).get()).hasRootCauseMessage("refused");
        }
    }

    /** A hundred of one caller's wait, then one of another's comes. */
    @Test
    void nobody_waits_for_all_that_another_wants() {
        List<Integer> orders = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            orders.add(1000 + i);
        }
        orders.add(1);

        together(orders);

        List<Integer> first = prepared.get(1);
        assertThat(first).contains(1).hasSize(GroupCommit.MOST);
        assertThat(first.subList(0, GroupCommit.SHARE)).allMatch(order -> order >= 1000);
        assertThat(first.get(GroupCommit.SHARE)).isEqualTo(1);
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
    void where_the_database_is_gone_nobody_waits_for_it_alone() {
        List<Future<Integer>> answers = together(List.of(1, -2, 2));

        assertThat(answers).allSatisfy(answer -> assertThatThrownBy(answer::get)
                .hasRootCauseInstanceOf(DataAccessResourceFailureException.class));
    }

    @Test
    void an_error_reaches_everybody_whom_it_concerns() {
        List<Future<Integer>> answers = together(List.of(1, -3, 2));

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
