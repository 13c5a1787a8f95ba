package network.cocoon.eventstore;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** This process's part in the log: it stands by to order it, knows its end, and spreads the news of appends. */
public final class LogNode implements SmartLifecycle, AutoCloseable {

    private final LogTail tail = new LogTail();
    private final LogDuty duty;
    private final Sequencer sequencer;
    private final LogListener listener;
    private final AppendAnnouncer announcer;
    private volatile boolean running;

    /** A node on this database that stands by to order the log; it needs three connections of its own. */
    public LogNode(DedicatedConnections connections) {
        this(connections, new LogDuty(true));
    }

    /** A node on this database; one that does not order the log needs two connections of its own. */
    public LogNode(DedicatedConnections connections, LogDuty duty) {
        this(connections, duty, Sequencer.SILENCE);
    }

    LogNode(DedicatedConnections connections, LogDuty duty, Duration silence) {
        this.duty = duty;
        sequencer = new Sequencer(connections, tail, silence);
        listener = new LogListener(connections, tail, sequencer);
        announcer = new AppendAnnouncer(connections);
    }

    /** The end of the log, to wait at. */
    public LogTail tail() {
        return tail;
    }

    /** Whether this is the node that orders the log. */
    public boolean isLeading() {
        return sequencer.isLeading();
    }

    /** Tells somebody, one at most, of every step that this node takes as the one that orders the log. */
    public void watchedBy(SequencerWatch who) {
        sequencer.watchedBy(who);
    }

    /** Says that events were appended: after the present transaction's commit, or at once when there is none. */
    void appended() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            committed();
            return;
        }
        for (TransactionSynchronization known : TransactionSynchronizationManager.getSynchronizations()) {
            if (known instanceof AfterCommit own && own.node() == this) {
                return;
            }
        }
        TransactionSynchronizationManager.registerSynchronization(new AfterCommit(this));
    }

    private void committed() {
        if (sequencer.isLeading()) {
            sequencer.wake();
        } else {
            announcer.announce();
        }
    }

    @Override
    public void start() {
        if (duty.orders()) {
            sequencer.start();
        }
        listener.start();
        announcer.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        announcer.close();
        listener.close();
        sequencer.close();
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before every reader of the log, and stopped after them. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1_000;
    }

    private record AfterCommit(LogNode node) implements TransactionSynchronization {
        @Override
        public void afterCommit() {
            node.committed();
        }
    }
}
