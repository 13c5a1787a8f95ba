package network.cocoon.domain.attestation.tdx;

import java.util.List;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.Check;

/** What Intel's rules say of one quote. No policy has been applied: a genuine quote may still be of a TD under debug. */
public sealed interface QuoteVerdict {

    List<Check> checks();

    /**
     * @param advisories in the order found: TCB level, TDX module, quoting enclave
     * @param platformId the machine, from its PCK certificate
     */
    record Genuine(Quote quote, TcbStatus status, List<String> advisories, String platformId, List<Check> checks)
            implements QuoteVerdict {

        public Genuine {
            advisories = List.copyOf(advisories);
            checks = List.copyOf(checks);
        }
    }

    record Refused(AttestationRefusal code, String detail, List<Check> checks) implements QuoteVerdict {

        public Refused {
            checks = List.copyOf(checks);
        }
    }
}
