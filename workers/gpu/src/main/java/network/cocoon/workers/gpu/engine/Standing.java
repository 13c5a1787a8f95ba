package network.cocoon.workers.gpu.engine;

/** Whether an engine can be given anything new. */
public enum Standing {
    READY,
    /** Not now: it mends itself, or whoever watches over its server does. */
    PAUSED,
    /** Never again: only another process helps. */
    BROKEN
}
