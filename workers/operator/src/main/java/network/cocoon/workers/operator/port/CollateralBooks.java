package network.cocoon.workers.operator.port;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.tdx.PlatformKind;

/** Where collateral is verified and kept, and which is wanted. */
public interface CollateralBooks {

    /** @param failures attempts in a row that failed */
    record Wanted(PlatformKind kind, int failures) {}

    /** What became of an answer. */
    sealed interface Kept {

        /** @param until until when all of it is valid */
        record Good(Instant until) implements Kept {}

        /** @param code why it is not believed; nothing was kept */
        record Refused(String code) implements Kept {}
    }

    /** What is due now, at most {@code most}. */
    List<Wanted> due(int most);

    Kept keep(PlatformKind asked, Collateral answer);

    /** The last attempt was good. */
    void tried(PlatformKind kind, Instant nextAt);

    /** @param code one of a closed set */
    void failed(PlatformKind kind, String code, Instant nextAt);
}
