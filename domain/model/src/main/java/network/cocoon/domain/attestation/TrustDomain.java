package network.cocoon.domain.attestation;

import network.cocoon.domain.kernel.Digest;

/** Whose root a verdict rests on. Every verdict carries it, so that a simulated worker can never pass for a real one. */
public sealed interface TrustDomain {

    /** Intel's production root, compiled in. */
    record Intel() implements TrustDomain {}

    /**
     * A software TEE's own root, for development.
     *
     * @param root SHA-256 of the root certificate's DER
     */
    record Simulated(Digest root) implements TrustDomain {}

    /** {@code INTEL} or {@code SIMULATED}, the name that events and screens use. */
    default String label() {
        return switch (this) {
            case Intel() -> "INTEL";
            case Simulated _ -> "SIMULATED";
        };
    }
}
