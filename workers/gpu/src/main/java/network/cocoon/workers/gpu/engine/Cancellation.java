package network.cocoon.workers.gpu.engine;

/** Asked between tokens, so that an answer nobody waits for stops costing. */
@FunctionalInterface
public interface Cancellation {

    Cancellation NEVER = () -> false;

    boolean cancelled();
}
