package network.cocoon.domain.kernel;

/** One inference request: 16 random bytes, chosen by the client, in hexadecimal. */
public record RequestId(String value) implements Id {

    public RequestId {
        Id.check(value, "", 32);
    }

    @Override
    public String toString() {
        return value;
    }
}
