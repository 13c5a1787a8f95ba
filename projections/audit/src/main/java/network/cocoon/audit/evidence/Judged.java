package network.cocoon.audit.evidence;

import java.util.Set;
import network.cocoon.domain.attestation.tdx.QuoteVerdict;
import network.cocoon.domain.attestation.tdx.TdFlag;
import network.cocoon.domain.attestation.tdx.TdPolicy;
import network.cocoon.domain.attestation.tdx.TdReport;

/** A verdict in the words that manifests use. */
record Judged(QuoteVerdict verdict) {

    static final String REJECT = "REJECT";

    /** Intel's status of a genuine quote. */
    String tcb() {
        return switch (verdict) {
            case QuoteVerdict.Genuine g -> g.status().intelName();
            case QuoteVerdict.Refused _ -> REJECT;
        };
    }

    /** What speaks against a genuine TD; nothing for an enclave, and nothing where the quote's own words prove nothing. */
    Set<TdFlag> flags() {
        return verdict instanceof QuoteVerdict.Genuine g && g.quote().body() instanceof TdReport td
                ? TdPolicy.flags(td)
                : Set.of();
    }

    /** The status, where the policy of TDs lets it stand. */
    String strict() {
        return flags().isEmpty() ? tcb() : REJECT;
    }
}
