package network.cocoon.domain.kernel;

/** A server node, from one start to its end: {@code node_} and 16 random bytes in hexadecimal. */
public record NodeId(String value) implements Id {

    public NodeId {
        Id.check(value, "node_", 32);
    }

    @Override
    public String toString() {
        return value;
    }
}
