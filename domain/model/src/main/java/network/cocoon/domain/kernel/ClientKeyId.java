package network.cocoon.domain.kernel;

/** A client key: {@code key_} and the SHA-256 of its Ed25519 public key. */
public record ClientKeyId(String value) implements Id {

    public ClientKeyId {
        Id.check(value, "key_", 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
