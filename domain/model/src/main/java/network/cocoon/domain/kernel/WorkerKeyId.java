package network.cocoon.domain.kernel;

/** A worker's sealing key: SHA-256(public key || evidence digest), in hexadecimal (envelope, "key id"). */
public record WorkerKeyId(String value) implements Id {

    public WorkerKeyId {
        Id.check(value, "", 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
