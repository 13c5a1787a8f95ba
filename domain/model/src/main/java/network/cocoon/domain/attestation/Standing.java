package network.cocoon.domain.attestation;

import network.cocoon.domain.attestation.check.AttestationRefusal;

/**
 * What becomes of a worker whose key was accepted, when the evidence of that key is judged again under what is known since: a new
 * release manifest, newer collateral. A pure function of the new verdict, so that an auditor comes to the same.
 */
public sealed interface Standing {

    /** The key may be used on. */
    record Holds() implements Standing {}

    /** It finishes what it has: nothing is known against it, and it is no more what is wanted. */
    record Ends(AttestationRefusal code, String detail) implements Standing {}

    /** It must not see another prompt. */
    record Withdrawn(AttestationRefusal code, String detail) implements Standing {}

    /**
     * @param verdict on the key's evidence, under the policy and the collateral of today
     * @param measurementRevoked whether a manifest revokes its measurement, rather than not naming it any more
     */
    static Standing of(Verdict verdict, boolean measurementRevoked) {
        if (measurementRevoked) {
            // Whatever else is wrong, and comes first in the verdict.
            return new Withdrawn(AttestationRefusal.MEASUREMENT_NOT_ALLOWED, "a manifest revokes its measurement");
        }
        return switch (verdict) {
            case Verdict.Accepted _ -> new Holds();
            case Verdict.Refused r ->
                switch (r.code()) {
                    case REVOKED_CERTIFICATE,
                            NO_TCB_LEVEL,
                            QE_IDENTITY_MISMATCH,
                            TDX_MODULE_MISMATCH,
                            PLATFORM_NOT_ADMITTED,
                            ADVISORY_NOT_ACCEPTED -> new Withdrawn(r.code(), r.detail());
                    // "TDRelaunchAdvised", and the same with configuration: the host is mended, the TD needs a restart.
                    case TCB_STATUS_NOT_ACCEPTED ->
                        r.detail().startsWith("TDRelaunchAdvised")
                                ? new Ends(r.code(), r.detail())
                                : new Withdrawn(r.code(), r.detail());
                    // A newer release asks for what this key does not show.
                    case MEASUREMENT_NOT_ALLOWED,
                            TCB_EVALUATION_BELOW_FLOOR,
                            DEVICES_NOT_COVERED,
                            GPU_VERSION_NOT_ALLOWED,
                            BOOT_LOG_MISSING,
                            BOOT_EVENT_NOT_ALLOWED -> new Ends(r.code(), r.detail());
                    // Time passes, for keys and for collateral: keys end by themselves, before long.
                    default -> new Holds();
                };
        };
    }
}
