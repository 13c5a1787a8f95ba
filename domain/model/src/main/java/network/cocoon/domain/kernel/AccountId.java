package network.cocoon.domain.kernel;

/** An app's account: {@code app_} and 16 random bytes in hexadecimal. */
public record AccountId(String value) implements Id {

    public AccountId {
        Id.check(value, "app_", 32);
    }

    @Override
    public String toString() {
        return value;
    }
}
