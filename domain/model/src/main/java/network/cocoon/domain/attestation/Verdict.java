package network.cocoon.domain.attestation;

import java.util.List;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.Check;
import network.cocoon.domain.attestation.tdx.TcbStatus;

/** What one verifier concludes from evidence, policy and time; the same three always give the same verdict. */
public sealed interface Verdict {

    /** Every check that was made, in order. A refusal ends with the one that failed, or lists all that policy failed. */
    List<Check> checks();

    /**
     * The statement's keys may be used until its end.
     *
     * @param advisories Intel's advisory ids that apply to this platform, in the order found
     * @param platformId the platform instance, from the PCK certificate
     */
    record Accepted(
            TrustDomain domain,
            TcbStatus tcbStatus,
            List<String> advisories,
            Measurement measurement,
            String platformId,
            List<Check> checks)
            implements Verdict {

        public Accepted {
            advisories = List.copyOf(advisories);
            checks = List.copyOf(checks);
        }
    }

    /** Nothing in the evidence may be used. */
    record Refused(AttestationRefusal code, String detail, List<Check> checks) implements Verdict {

        public Refused {
            checks = List.copyOf(checks);
        }
    }
}
