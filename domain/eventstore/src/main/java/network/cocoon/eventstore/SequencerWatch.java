package network.cocoon.eventstore;

import java.time.Duration;

/** Is told what the sequencer did on this node, on its thread: must be quick and must not throw. */
@FunctionalInterface
public interface SequencerWatch {

    /** Watches nothing. */
    SequencerWatch NOBODY = (_, _) -> {};

    /**
     * @param events how many events got their dense index in one step, at least one
     * @param delay  since this node heard of the first of their commits; zero where it found them without being told
     */
    void indexed(int events, Duration delay);
}
