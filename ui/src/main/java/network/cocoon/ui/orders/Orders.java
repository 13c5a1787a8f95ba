package network.cocoon.ui.orders;

import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.wire.api.OperatorApi.AllowMeasurement;
import network.cocoon.wire.api.OperatorApi.ListModel;
import network.cocoon.wire.api.OperatorApi.SetPrice;

/** The operator API's commands. Each throws {@link ActionRefusedException} with the API's own code where it refuses. */
public interface Orders {

    void list(ListModel order);

    void price(SetPrice order);

    void allow(AllowMeasurement order);

    void close(PeriodId period);
}
