package network.cocoon.workers.gpu.engine;

/** Where an answer goes, in order and on one thread. */
public interface TokenSink {

    /** More text of the answer: never empty, never half a character. */
    void text(String delta);

    /** The end: no call follows. */
    void finished(Finish finish);
}
