package network.cocoon.ui;

import java.time.Instant;
import java.util.List;
import network.cocoon.commands.collateral.Collaterals;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.workers.operator.port.CollateralBooks;

/** The fetcher's books: the server's shelf of collateral. */
final class CollateralShelf implements CollateralBooks {

    private final Collaterals collaterals;

    CollateralShelf(Collaterals collaterals) {
        this.collaterals = collaterals;
    }

    @Override
    public List<Wanted> due(int most) {
        return collaterals.due(most).stream()
                .map(due -> new Wanted(due.kind(), due.failures()))
                .toList();
    }

    @Override
    public Kept keep(PlatformKind asked, Collateral answer) {
        return switch (collaterals.keep(asked, answer)) {
            case network.cocoon.commands.collateral.Kept.Good good -> new Kept.Good(good.until());
            case network.cocoon.commands.collateral.Kept.Refused refused -> new Kept.Refused(refused.code());
        };
    }

    @Override
    public void tried(PlatformKind kind, Instant nextAt) {
        collaterals.tried(kind, nextAt);
    }

    @Override
    public void failed(PlatformKind kind, String code, Instant nextAt) {
        collaterals.failed(kind, code, nextAt);
    }
}
