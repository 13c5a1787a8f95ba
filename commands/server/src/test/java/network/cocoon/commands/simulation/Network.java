package network.cocoon.commands.simulation;

import java.util.function.Supplier;
import network.cocoon.commands.dispatch.RefusedException;
import org.jspecify.annotations.Nullable;

/** Calls between hosts: late, lost, carried out twice, answered by nobody. */
final class Network {

    private static final long PATIENCE = 5_000_000;
    private static final long RESET = 50_000;

    /** Where nodes reach it; it reaches nobody. */
    static final String DATABASE = "database";

    private final Schedule schedule;
    private final Faults faults;
    private final Chance chance;

    Network(Schedule schedule, Faults faults, Chance chance) {
        this.schedule = schedule;
        this.faults = faults;
        this.chance = chance;
    }

    /** What became of a call, written by whoever carries it out. */
    private static final class Reply<T> {
        private @Nullable T value;
        private @Nullable RefusedException refused;
        private boolean failed;
        private boolean done;
    }

    long delay() {
        return chance.in1000(30) ? chance.between(5_000, 400_000) : chance.between(100, 2_500);
    }

    boolean reaches(Host from, Host to) {
        return !from.dead() && !to.dead() && !faults.isCut(place(from), place(to), schedule.now());
    }

    /** A host's place outlives it: a node that starts again stands where the one before it stood. */
    static String place(Host host) {
        String name = host.toString();
        int at = name.indexOf('#');
        return at < 0 ? name : name.substring(0, at);
    }

    /**
     * For the running line: has another host carry something out and waits for its answer.
     *
     * @throws RefusedException what the other host refuses
     * @throws Lost             where no answer came, or one that something broke there
     */
    <T> T call(Host from, Host to, String what, Supplier<T> action) throws Lost {
        schedule.sleep(delay());
        if (faults.loses() || !reaches(from, to)) {
            schedule.sleep(to.dead() ? RESET : PATIENCE);
            throw new Lost(what);
        }
        var reply = new Reply<T>();
        carryOut(to, what, action, reply);
        if (faults.doubles()) {
            carryOut(to, what + " again", action, new Reply<T>());
        }
        long patience = schedule.now() + PATIENCE;
        schedule.lookAgainAt(patience + 1);
        schedule.until(() -> reply.done || to.dead() || schedule.now() > patience);
        if (!reply.done) {
            schedule.sleep(RESET);
            throw new Lost(what);
        }
        schedule.sleep(delay());
        if (faults.loses() || !reaches(from, to)) {
            schedule.sleep(RESET);
            throw new Lost("the answer to " + what);
        }
        if (reply.refused != null) {
            throw reply.refused;
        }
        if (reply.failed || reply.value == null) {
            throw new Lost(what + " failed there");
        }
        return reply.value;
    }

    private <T> void carryOut(Host to, String what, Supplier<T> action, Reply<T> reply) {
        schedule.spawn(chance.between(0, 300), to, what, () -> {
            try {
                reply.value = action.get();
            } catch (RefusedException e) {
                reply.refused = e;
            } catch (RuntimeException e) {
                // Answered as 500 or 503; which of our own mistakes it may be is checked here.
                Unexpected.check(schedule, to + " " + what, e);
                reply.failed = true;
            }
            reply.done = true;
        });
    }
}
