package network.cocoon.ui.orders;

import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.wire.api.OperatorApi.AllowMeasurement;
import network.cocoon.wire.api.OperatorApi.Because;
import network.cocoon.wire.api.OperatorApi.ListModel;
import network.cocoon.wire.api.OperatorApi.SetPrice;
import network.cocoon.wire.api.OperatorApi.TransferOrder;

/** The operator API's commands. Each throws {@link ActionRefusedException} with the API's own code where it refuses. */
public interface Orders {

    void list(ListModel order);

    void price(SetPrice order);

    void allow(AllowMeasurement order);

    /** For good: it is never allowed again. */
    void revoke(Digest measurement, Because because);

    void close(PeriodId period);

    void transfer(TransferOrder order);

    void suspend(AccountId account, Because because);

    void resume(AccountId account);

    void suspend(WorkerId worker, Because because);

    void resume(WorkerId worker);
}
