package network.cocoon.domain.attestation.snp;

import java.util.List;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.Check;

/** What the rules say of one report. */
public sealed interface SnpVerdict {

    List<Check> checks();

    record Genuine(SnpProduct product, SnpReport report, List<Check> checks) implements SnpVerdict {

        public Genuine {
            checks = List.copyOf(checks);
        }
    }

    record Refused(AttestationRefusal code, String detail, List<Check> checks) implements SnpVerdict {

        public Refused {
            checks = List.copyOf(checks);
        }
    }
}
