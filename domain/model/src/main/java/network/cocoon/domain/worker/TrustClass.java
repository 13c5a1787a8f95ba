package network.cocoon.domain.worker;

/** Which root stands behind a verdict. Carried in every attestation event. */
public enum TrustClass {
    /** Intel's own root: a real TDX machine. */
    INTEL,
    /** The software TEE's root. Refused in production. */
    SIMULATED
}
