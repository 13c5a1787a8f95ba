package network.cocoon.workers.gpu.grammar;

/** What the patterns of one request may cost in all: an app chooses them, and some grow beyond any memory. */
final class Effort {

    /** Steps of some ten nanoseconds each. */
    private static final int MOST = 4_000_000;

    private long left = MOST;

    void take(long steps) {
        left -= steps;
        if (left < 0) {
            throw SchemaReader.unsupported("a pattern or length of so many states");
        }
    }
}
