package network.cocoon.commands.simulation;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import network.cocoon.commands.memory.Transaction;
import org.jspecify.annotations.Nullable;

/** One line of execution inside a host. It has a thread of its own, and runs only when the schedule gives it a turn. */
final class Strand {

    private final Schedule schedule;
    private final Host host;
    private final String name;
    private final Runnable body;
    private final Semaphore turn = new Semaphore(0);
    private boolean begun;
    private boolean over;
    private @Nullable Throwable failure;
    private @Nullable Transaction transaction;
    private @Nullable BooleanSupplier ready;

    Strand(Schedule schedule, Host host, String name, Runnable body) {
        this.schedule = schedule;
        this.host = host;
        this.name = name;
        this.body = body;
    }

    Host host() {
        return host;
    }

    boolean over() {
        return over;
    }

    @Nullable Transaction transaction() {
        return transaction;
    }

    void transaction(@Nullable Transaction current) {
        transaction = current;
    }

    /** What it waits for; null where it waits for its time only. */
    @Nullable BooleanSupplier ready() {
        return ready;
    }

    void ready(@Nullable BooleanSupplier condition) {
        ready = condition;
    }

    /** On the schedule's thread: lets it run until it gives its turn back. */
    @Nullable Throwable run(Semaphore back) {
        if (!begun) {
            begun = true;
            Thread.ofVirtual().name(name).start(() -> live(back));
        }
        turn.release();
        back.acquireUninterruptibly();
        return failure;
    }

    private void live(Semaphore back) {
        turn.acquireUninterruptibly();
        try {
            if (!host.dead()) {
                body.run();
            }
        } catch (Killed _) {
            // Nothing of it is left but what it committed.
        } catch (Throwable e) {
            failure = e;
        } finally {
            over = true;
            back.release();
        }
    }

    /** On its own thread: gives the turn back and waits for the next. */
    void giveBack(Semaphore back) {
        back.release();
        turn.acquireUninterruptibly();
        if (host.dead()) {
            throw new Killed();
        }
    }

    Schedule schedule() {
        return schedule;
    }

    @Override
    public String toString() {
        return host + "/" + name;
    }
}
