package network.cocoon.domain.attestation.tdx;

import java.util.Arrays;
import java.util.Optional;

/** How current a platform's trusted computing base is, in Intel's words (PCS API v4, "tcbStatus"). */
public enum TcbStatus {
    UP_TO_DATE("UpToDate"),
    SW_HARDENING_NEEDED("SWHardeningNeeded"),
    CONFIGURATION_NEEDED("ConfigurationNeeded"),
    CONFIGURATION_AND_SW_HARDENING_NEEDED("ConfigurationAndSWHardeningNeeded"),
    OUT_OF_DATE("OutOfDate"),
    OUT_OF_DATE_CONFIGURATION_NEEDED("OutOfDateConfigurationNeeded"),
    /** Never served: the platform was updated under a running TD, which should be started again. */
    TD_RELAUNCH_ADVISED("TDRelaunchAdvised"),
    TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED("TDRelaunchAdvisedConfigurationNeeded"),
    REVOKED("Revoked");

    private final String intelName;

    TcbStatus(String intelName) {
        this.intelName = intelName;
    }

    /** The spelling in Intel's documents. */
    public String intelName() {
        return intelName;
    }

    /** A status as served in TCB info or an identity; empty for any other text, which must be refused. */
    static Optional<TcbStatus> served(String text) {
        return Arrays.stream(values())
                .filter(s -> s != TD_RELAUNCH_ADVISED && s != TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED)
                .filter(s -> s.intelName.equals(text))
                .findFirst();
    }
}
