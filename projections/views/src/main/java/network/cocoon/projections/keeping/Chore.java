package network.cocoon.projections.keeping;

/** Something small to do every second, on every node. One that fails is tried again in the next. */
public interface Chore {

    /** Quick; it does not wait for other nodes doing the same. */
    void run();

    /** Last, as the node stops. */
    default void end() {}
}
