package network.cocoon.domain.attestation.tdx;

import java.util.List;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.Check;

/** Whether collateral is Intel's and current, whichever quote it will be used for. */
public sealed interface CollateralVerdict {

    List<Check> checks();

    record Good(CollateralFacts facts, List<Check> checks) implements CollateralVerdict {

        public Good {
            checks = List.copyOf(checks);
        }
    }

    record Refused(AttestationRefusal code, String detail, List<Check> checks) implements CollateralVerdict {

        public Refused {
            checks = List.copyOf(checks);
        }
    }
}
