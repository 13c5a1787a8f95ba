package network.cocoon.workers.gpu.model;

/** Hears how far the reading of weights is. */
@FunctionalInterface
public interface LoadProgress {

    LoadProgress SILENT = (bytes, of) -> {};

    /**
     * Called after each piece, some megabytes at most.
     *
     * @param bytes read so far, of all files of weights
     * @param of    bytes that they have
     */
    void read(long bytes, long of);
}
