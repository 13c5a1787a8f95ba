package network.cocoon.domain.attestation.tdx;

/** Something about a TD that a careful policy refuses, though Intel's verdict says nothing of it. */
public enum TdFlag {
    /** TDATTRIBUTES bit 0, or another bit of the group that makes a TD untrusted (TDX module ABI). */
    DEBUG,
    /** Bit 28 clear: the host could inject exceptions into the TD by removing its pages. */
    SEPT_VE_DISABLE_CLEAR,
    MIGRATABLE,
    PKS,
    KL,
    PERFMON,
    RESERVED_BITS,
    /** Extended features outside the list that has been looked at, or x87 and SSE missing. */
    XFAM,
    /** Service TDs are bound, which can migrate this TD. */
    MRSERVICETD,
    /** A TDX module that is not Intel's own. */
    MRSIGNERSEAM
}
