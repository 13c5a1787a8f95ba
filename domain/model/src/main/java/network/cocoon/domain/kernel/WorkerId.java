package network.cocoon.domain.kernel;

/** A GPU worker: {@code gpu_} and 16 random bytes in hexadecimal. */
public record WorkerId(String value) implements Id {

    public WorkerId {
        Id.check(value, "gpu_", 32);
    }

    @Override
    public String toString() {
        return value;
    }
}
