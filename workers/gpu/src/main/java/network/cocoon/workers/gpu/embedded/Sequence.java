package network.cocoon.workers.gpu.embedded;

import java.util.concurrent.locks.Condition;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** One request between its own thread and the scheduler's. Every field is guarded by the scheduler's lock. */
final class Sequence {

    /** Who has the next word. */
    enum Turn {
        /** The scheduler: more of the prompt. */
        PREFILL,
        /** The request: logits lie here, or are being looked at. */
        CHOICE,
        /** The scheduler: a token was chosen. */
        STEP,
        /** Nobody. */
        OVER
    }

    final int[] prompt;
    final Cancellation cancellation;
    final Condition given;

    Turn turn = Turn.PREFILL;
    int slot = -1;
    int at;
    int token;
    /** Was waited for once in vain: its reader is slow, and nobody waits again until it comes. */
    boolean late;

    float @Nullable [] logits;

    @Nullable EngineException failure;

    Sequence(int[] prompt, Cancellation cancellation, Condition given) {
        this.prompt = prompt;
        this.cancellation = cancellation;
        this.given = given;
    }

    /** No more steps; the request's thread hears of it. */
    void end(@Nullable EngineException why) {
        if (turn != Turn.OVER) {
            turn = Turn.OVER;
            failure = why;
            logits = null;
            given.signalAll();
        }
    }
}
