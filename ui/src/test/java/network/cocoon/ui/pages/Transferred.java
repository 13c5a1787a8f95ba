package network.cocoon.ui.pages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.TransferId;
import network.cocoon.domain.settlement.TransferPurpose;
import network.cocoon.wire.api.OperatorApi.TransferList;
import network.cocoon.wire.api.OperatorApi.TransferState;
import network.cocoon.wire.api.OperatorApi.TransferStatus;

/** Transfers as the operator API tells of them. */
final class Transferred {

    private Transferred() {}

    /** One in each; the last was a reserve. */
    static TransferList inEveryState() {
        List<TransferStatus> all = new ArrayList<>();
        for (TransferState state : TransferState.values()) {
            all.add(new TransferStatus(
                    new TransferId("t-" + all.size()),
                    "0:" + "6".repeat(64),
                    Nanoton.of(1_500_000_000),
                    state == TransferState.FAILED ? TransferPurpose.RESERVE : TransferPurpose.FEES,
                    "",
                    Instant.now(),
                    all.size() + 1L,
                    state));
        }
        return new TransferList(all);
    }
}
