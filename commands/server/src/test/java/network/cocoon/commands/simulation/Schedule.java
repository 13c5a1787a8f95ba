package network.cocoon.commands.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import network.cocoon.commands.memory.Scheduling;
import network.cocoon.commands.memory.Transaction;
import org.jspecify.annotations.Nullable;

/** Virtual time, and who runs next. Exactly one line of execution runs at a time, so a seed has one schedule. */
final class Schedule implements InstantSource, Scheduling {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    private record Due(long at, long number, Runnable step) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(at, other.at);
            return byTime == 0 ? Long.compare(number, other.number) : byTime;
        }
    }

    private final Chance chance;
    private final Faults faults;
    private final Trace trace;
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private final Semaphore back = new Semaphore(0);
    private final List<Strand> strands = new ArrayList<>();
    private final Set<Strand> waiting = new LinkedHashSet<>();
    private final List<String> defects = new ArrayList<>();
    private @Nullable Runnable commitAction;
    private long numbers;
    private long now;
    private long steps;
    private @Nullable Strand running;

    Schedule(Chance chance, Faults faults, Trace trace) {
        this.chance = chance;
        this.faults = faults;
        this.trace = trace;
    }

    /** Virtual microseconds since the beginning. */
    long now() {
        return now;
    }

    long steps() {
        return steps;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(now * 1000);
    }

    Trace trace() {
        return trace;
    }

    /** What the code under test must never do. */
    void defect(String what) {
        trace.line(now, "DEFECT " + what);
        defects.add(what);
    }

    List<String> defects() {
        return defects;
    }

    void after(long micros, Runnable step) {
        queue.add(new Due(now + Math.max(0, micros), numbers++, step));
    }

    /** Runs a body inside a host, after a while. */
    void spawn(long micros, Host host, String name, Runnable body) {
        var strand = new Strand(this, host, name, body);
        strands.add(strand);
        after(micros, () -> turn(strand));
    }

    private void turn(Strand strand) {
        if (strand.over()) {
            return;
        }
        Host host = strand.host();
        if (!host.dead() && host.stillUntil() > now) {
            after(host.stillUntil() - now, () -> turn(strand));
            return;
        }
        strand.ready(null);
        waiting.remove(strand);
        running = strand;
        Throwable failure = strand.run(back);
        running = null;
        if (strand.over()) {
            strands.remove(strand);
        }
        if (failure != null) {
            defect(strand + " broke: " + failure + at(failure));
        }
    }

    private static String at(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return stack.length == 0 ? "" : " at " + stack[0] + (stack.length > 1 ? " < " + stack[1] : "");
    }

    /** Lets time pass for the line that runs. */
    void sleep(long micros) {
        Strand me = me();
        after(micros, () -> turn(me));
        me.giveBack(back);
    }

    /** For the line that runs: until a condition holds. */
    void until(BooleanSupplier condition) {
        if (!condition.getAsBoolean()) {
            Strand me = me();
            me.ready(condition);
            waiting.add(me);
            me.giveBack(back);
        }
    }

    private Strand me() {
        if (running == null) {
            throw new IllegalStateException("nobody runs");
        }
        return running;
    }

    boolean inStrand() {
        return running != null;
    }

    /** Runs what is due up to a time, or until a condition holds. */
    boolean run(long untilMicros, BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            Due due = queue.peek();
            if (due == null || due.at() > untilMicros || !defects.isEmpty()) {
                return done.getAsBoolean();
            }
            queue.remove();
            now = Math.max(now, due.at());
            steps++;
            due.step().run();
            wake();
        }
        return true;
    }

    /** Whoever waits for something that has come true gets a turn. */
    private void wake() {
        if (waiting.isEmpty()) {
            return;
        }
        for (Strand strand : List.copyOf(waiting)) {
            BooleanSupplier ready = strand.ready();
            if (ready != null && ready.getAsBoolean()) {
                waiting.remove(strand);
                after(chance.below(200), () -> turn(strand));
            }
        }
    }

    /** Conditions that depend on time are looked at again then. */
    void lookAgainAt(long micros) {
        after(micros - now, () -> {});
    }

    /** What is done after each commit. */
    void onCommit(Runnable action) {
        commitAction = action;
    }

    /** A process dies: what its lines held is free as soon as the others notice. */
    void kill(Host host) {
        host.die();
        for (Strand strand : List.copyOf(strands)) {
            if (strand.host() == host && strand != running) {
                after(chance.between(0, 2_000), () -> turn(strand));
            }
        }
    }

    /** Ends every line, so that no thread is left. */
    void close() {
        for (Strand strand : List.copyOf(strands)) {
            strand.host().die();
            while (!strand.over()) {
                running = strand;
                strand.run(back);
            }
        }
        running = null;
    }

    @Override
    public void statement(String what) {
        if (running == null) {
            return;
        }
        Strand me = running;
        if (trace.on()) {
            trace.line(now, me + ": " + what);
        }
        long pause = faults.pauseBefore(what);
        if (pause > 0) {
            sleep(pause);
        }
        if (faults.databaseDownFor(now) > 0) {
            sleep(faults.databaseDownFor(now));
        }
        String place = Network.place(me.host());
        if (faults.isCut(place, Network.DATABASE, now)) {
            sleep(chance.between(50_000, 1_500_000));
            throw faults.noAnswer(what);
        }
        faults.strike(me, what);
    }

    @Override
    public void committed() {
        if (commitAction != null) {
            commitAction.run();
        }
        if (running != null) {
            faults.answerOfCommit(running);
        }
    }

    @Override
    public void await(String what, BooleanSupplier ready) {
        if (running == null) {
            throw new IllegalStateException("nobody else could end " + what);
        }
        if (trace.on()) {
            trace.line(now, running + ": waits for " + what);
        }
        until(ready);
    }

    @Override
    public void lostRace(int attempt) {
        if (running != null) {
            sleep(chance.between(100, 1_000L << Math.min(attempt, 6)));
        }
    }

    @Override
    public void gathering() {
        // Half the time nobody waits, so that orders go alone too.
        if (running != null && chance.below(2) == 0) {
            // At a full tenth of a second several nodes' transactions begin together, and meet.
            sleep(chance.below(2) == 0 ? chance.between(1_000, 200_000) : 100_000 - now % 100_000);
        }
    }

    private @Nullable Transaction outside;

    @Override
    public @Nullable Transaction current() {
        return running == null ? outside : running.transaction();
    }

    @Override
    public void current(@Nullable Transaction transaction) {
        if (running == null) {
            outside = transaction;
        } else {
            running.transaction(transaction);
        }
    }
}
