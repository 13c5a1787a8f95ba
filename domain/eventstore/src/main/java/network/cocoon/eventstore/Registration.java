package network.cocoon.eventstore;

/** Something registered that can be taken back. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    @Override
    void close();
}
