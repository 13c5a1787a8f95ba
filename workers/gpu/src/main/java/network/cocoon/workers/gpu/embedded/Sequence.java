package network.cocoon.workers.gpu.embedded;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.workers.gpu.decoder.Segment;
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
    /** What is wanted of the prompt's end, or of all its tokens. */
    final Segment.Result result;
    /** Under which its keys and values may be found again; absent where they must not be. */
    final Optional<Digest> key;

    final Cancellation cancellation;
    final Condition given;

    Turn turn = Turn.PREFILL;
    int slot = -1;
    int at;
    int token;
    /** Tokens of the prompt that were not run, because their keys and values lay there. */
    int reused;
    /** Whether it ended as it should, and not by a failure or because nobody wants it. */
    boolean well;
    /** What was run after the prompt; kept only under a key. */
    private int[] run = new int[16];

    private int ran;
    /** Of the states so far, where all are wanted. */
    private double[] sum = new double[0];

    /** Was waited for once in vain: its reader is slow, and nobody waits again until it comes. */
    boolean late;

    float @Nullable [] logits;

    /** The logits that the request's thread looks at. */
    float @Nullable [] lent;

    @Nullable EngineException failure;

    Sequence(int[] prompt, Segment.Result result, Optional<Digest> key, Cancellation cancellation, Condition given) {
        this.prompt = prompt;
        this.result = result;
        this.key = key;
        this.cancellation = cancellation;
        this.given = given;
    }

    /** So many more tokens of the prompt at most. */
    Segment piece(int most) {
        int end = Math.min(prompt.length, at + most);
        boolean wanted = end == prompt.length || result == Segment.Result.STATES;
        return new Segment(slot, at, Arrays.copyOfRange(prompt, at, end), wanted ? result : Segment.Result.NOTHING);
    }

    /** What the request gets of what a step gave: of all states their mean, and nothing until the prompt is through. */
    float @Nullable [] taken(float[] given, int tokens) {
        if (result != Segment.Result.STATES) {
            return given;
        }
        int width = given.length / tokens;
        sum = sum.length == 0 ? new double[width] : sum;
        for (int i = 0; i < given.length; i++) {
            sum[i % width] += given[i];
        }
        if (at < prompt.length) {
            return null;
        }
        float[] mean = new float[width];
        for (int i = 0; i < width; i++) {
            mean[i] = (float) (sum[i] / prompt.length);
        }
        return mean;
    }

    /** The chosen token is run in the next step. */
    void run(int chosen) {
        if (key.isPresent()) {
            if (ran == run.length) {
                run = Arrays.copyOf(run, 2 * ran);
            }
            run[ran++] = chosen;
        }
    }

    /** Whose keys and values lie in the slot. */
    int[] tokens() {
        int[] tokens = Arrays.copyOf(prompt, Math.min(at, prompt.length + ran));
        if (at > prompt.length) {
            System.arraycopy(run, 0, tokens, prompt.length, tokens.length - prompt.length);
        }
        return tokens;
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
