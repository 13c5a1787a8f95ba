package network.cocoon.domain.kernel;

/** A GPU owner: {@code own_} and 16 random bytes in hexadecimal. */
public record ProviderId(String value) implements Id {

    public ProviderId {
        Id.check(value, "own_", 32);
    }

    @Override
    public String toString() {
        return value;
    }
}
