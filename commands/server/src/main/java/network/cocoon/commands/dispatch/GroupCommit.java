package network.cocoon.commands.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import network.cocoon.eventstore.Together;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/**
 * Carries out orders that come while others of their kind are being carried out in one transaction with each other: they
 * would wait for the same rows anyhow, and so they wait for one commit. An order that comes alone goes alone, at once. Where
 * one of a group is refused, all are undone, the others are carried out together once more, and then its caller's, each alone.
 *
 * @param <K> only orders with the same key are carried out together
 */
public final class GroupCommit<K, W, R> {

    /** A group's rows stay locked until its last order is through. */
    static final int MOST = 32;

    /** As many of one caller come first; more where not all of a group's places are taken then. */
    static final int SHARE = 8;

    /** Where as many callers spoiled a group, each of the others goes alone. */
    static final int SPOILERS = 3;

    private final Transactions transactions;
    private final Turns turns;
    private final Work<W, R> work;
    private final ConcurrentHashMap<K, Group> groups = new ConcurrentHashMap<>();

    /** What there is to do, in a transaction. */
    public interface Work<W, R> {

        /**
         * Two orders with equal ids are never in one group, whose orders are carried out by id: transactions that write new
         * rows in one order do not wait for each other in a circle, should they want the same.
         */
        String id(W order);

        /** Who is not to wait for all that another wants, nor go alone because another was refused. */
        Object whose(W order);

        /**
         * Before the first of them: locks in one go, and in the one order that all keep, what they need. Once more for
         * orders whose transaction starts anew.
         */
        void prepare(List<W> orders);

        /** {@link Together}; by itself where that cannot be. */
        R carryOut(W order);

        /** Whether nobody hears of these answers before a later commit, one that waits for the disk. */
        default boolean mayCommitLate(List<W> orders, List<R> answers) {
            return false;
        }
    }

    public GroupCommit(Transactions transactions, Turns turns, Work<W, R> work) {
        this.transactions = transactions;
        this.turns = turns;
        this.work = work;
    }

    /** Carries an order out, alone or with others. Not within a transaction. */
    public R run(K key, W order) {
        Group group = groups.compute(key, (_, there) -> (there == null ? new Group(turns.turn()) : there).joined());
        try {
            return group.run(order);
        } finally {
            groups.compute(key, (_, there) -> there == null ? null : there.left());
        }
    }

    /** Orders that wait for one transaction. */
    private final class Group {

        private final Turns.Turn turn;
        private final Queue<Order<W, R>> waiting = new ConcurrentLinkedQueue<>();
        private int callers;

        Group(Turns.Turn turn) {
            this.turn = turn;
        }

        Group joined() {
            callers++;
            return this;
        }

        @Nullable Group left() {
            callers--;
            return callers == 0 ? null : this;
        }

        R run(W order) {
            var mine = new Order<W, R>(order);
            waiting.add(mine);
            while (turn.take(() -> !mine.over())) {
                try {
                    List<Order<W, R>> orders = next();
                    if (orders.isEmpty()) {
                        mine.failed(new IllegalStateException("an order was lost"));
                    }
                    carryOut(orders);
                } finally {
                    turn.give();
                }
            }
            return mine.answer();
        }

        private List<Order<W, R>> next() {
            List<Order<W, R>> orders = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            Map<Object, Integer> had = new HashMap<>();
            for (int share : new int[] {SHARE, MOST}) {
                Iterator<Order<W, R>> all = waiting.iterator();
                while (all.hasNext() && orders.size() < MOST) {
                    Order<W, R> order = all.next();
                    Object whose = work.whose(order.work());
                    if (had.getOrDefault(whose, 0) < share && ids.add(work.id(order.work()))) {
                        had.merge(whose, 1, Integer::sum);
                        orders.add(order);
                        all.remove();
                    }
                }
            }
            orders.sort(Comparator.comparing(order -> work.id(order.work())));
            return orders;
        }
    }

    private void carryOut(List<Order<W, R>> orders) {
        try {
            List<Order<W, R>> rest = orders;
            for (int spoilers = 0; spoilers < SPOILERS && !rest.isEmpty(); spoilers++) {
                Optional<Object> spoiler = together(rest).map(order -> work.whose(order.work()));
                if (spoiler.isEmpty()) {
                    break;
                }
                rest = rest.stream()
                        .filter(order -> !work.whose(order.work()).equals(spoiler.get()))
                        .toList();
            }
            orders.stream().filter(order -> !order.over()).forEach(this::alone);
        } catch (Error e) {
            // Whoever waits for one of them would wait for ever.
            orders.stream().filter(order -> !order.over()).forEach(order -> order.failed(new IllegalStateException(e)));
            throw e;
        }
    }

    /** @return the one that could not be carried out with the others, where it shows which */
    private Optional<Order<W, R>> together(List<Order<W, R>> orders) {
        var at = new AtomicReference<@Nullable Order<W, R>>();
        try {
            List<R> answers = transactions.run(() -> Together.run(() -> inOrder(orders, at)));
            for (int i = 0; i < orders.size(); i++) {
                orders.get(i).done(answers.get(i));
            }
            return Optional.empty();
        } catch (TransactionException | DataAccessResourceFailureException e) {
            // Nobody's fault: alone they would wait for the database one after the other.
            orders.forEach(order -> order.failed(e));
            return Optional.empty();
        } catch (NotTogetherException e) {
            return Optional.ofNullable(at.get());
        } catch (RuntimeException e) {
            if (orders.size() == 1) {
                orders.getFirst().failed(e);
            }
            return Optional.ofNullable(at.get()).filter(order -> !order.over());
        }
    }

    private List<R> inOrder(List<Order<W, R>> orders, AtomicReference<@Nullable Order<W, R>> at) {
        at.set(null);
        List<W> all = orders.stream().map(Order::work).toList();
        work.prepare(all);
        List<R> answers = new ArrayList<>();
        for (Order<W, R> order : orders) {
            at.set(order);
            answers.add(work.carryOut(order.work()));
        }
        // What fails from here on is nobody's before each is alone.
        at.set(null);
        if (work.mayCommitLate(all, answers)) {
            Together.current().ifPresent(Together::commitLate);
        }
        return answers;
    }

    private void alone(Order<W, R> order) {
        try {
            order.done(transactions.run(() -> work.carryOut(order.work())));
        } catch (RuntimeException e) {
            order.failed(e);
        }
    }

    /** One order; whoever has the turn writes what became of it, and its caller reads that when it has the turn. */
    private static final class Order<W, R> {

        private final W work;
        private @Nullable R answer;
        private @Nullable RuntimeException failure;

        Order(W work) {
            this.work = work;
        }

        W work() {
            return work;
        }

        boolean over() {
            return answer != null || failure != null;
        }

        void done(R result) {
            answer = result;
        }

        void failed(RuntimeException reason) {
            failure = reason;
        }

        R answer() {
            if (answer == null) {
                throw failure == null ? new IllegalStateException("an order that is not over") : failure;
            }
            return answer;
        }
    }
}
