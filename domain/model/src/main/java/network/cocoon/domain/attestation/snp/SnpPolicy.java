package network.cocoon.domain.attestation.snp;

import static network.cocoon.domain.attestation.check.AttestationRefusal.SNP_POLICY_NOT_ACCEPTED;

import network.cocoon.domain.attestation.check.RefusedException;

/** The guest's policy bits that open it to its host (AMD 56860, "Guest Policy"). */
final class SnpPolicy {

    private static final long RESERVED_ONE = 1L << 17;
    private static final long MIGRATION_AGENT = 1L << 18;
    private static final long DEBUG = 1L << 19;

    private SnpPolicy() {}

    static void demand(long policy) throws RefusedException {
        if ((policy & DEBUG) != 0) {
            throw new RefusedException(SNP_POLICY_NOT_ACCEPTED, "the host may debug this guest");
        }
        if ((policy & MIGRATION_AGENT) != 0) {
            throw new RefusedException(SNP_POLICY_NOT_ACCEPTED, "a migration agent may move this guest");
        }
        if ((policy & RESERVED_ONE) == 0) {
            throw new RefusedException(SNP_POLICY_NOT_ACCEPTED, "a policy without its reserved bit");
        }
    }
}
