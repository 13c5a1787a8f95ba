package network.cocoon.workers.gpu.embedded;

import java.util.List;
import network.cocoon.workers.gpu.decoder.Segment;

/** What the scheduler drives: the slots of a decoder. Used by one thread. */
interface Stepper extends AutoCloseable {

    /** Positions of each slot. */
    int positions();

    /** Advances sequences; for each segment that wants them the logits, in their order. */
    float[][] step(List<Segment> segments);

    /** Logits that nobody looks at any more, which a later step overwrites. From any thread. */
    void giveBack(float[] logits);

    /** Gives a slot the keys and values of another's first positions. */
    void copy(int source, int target, int positions);

    /** After a failure: empty slots, with nothing of what was there. */
    void renew();

    @Override
    void close();
}
