package network.cocoon.projections.write;

/** Turns events into rows. It keeps nothing, reads nothing, and writes nothing but through the batch. */
@FunctionalInterface
public interface Projection {

    /** Adds an event's rows to a batch; does nothing with events that are not its own. */
    void on(ViewEvent event, ViewBatch batch);
}
