package network.cocoon.domain.attestation.tdx;

import java.util.List;

/** The status of a platform by Intel's rules, and the advisories behind it, in the order found. */
record TcbResult(TcbStatus status, List<String> advisories) {

    TcbResult {
        advisories = List.copyOf(advisories);
    }
}
