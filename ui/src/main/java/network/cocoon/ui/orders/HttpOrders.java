package network.cocoon.ui.orders;

import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.wire.api.OperatorApi.AllowMeasurement;
import network.cocoon.wire.api.OperatorApi.Because;
import network.cocoon.wire.api.OperatorApi.ListModel;
import network.cocoon.wire.api.OperatorApi.SetPrice;
import network.cocoon.wire.api.OperatorApi.TransferOrder;

/** Sends orders with the operator's token. */
final class HttpOrders implements Orders {

    private final OperatorHttp http;

    HttpOrders(OperatorHttp http) {
        this.http = http;
    }

    @Override
    public void list(ListModel order) {
        http.post("/v1/operator/models", order);
    }

    @Override
    public void price(SetPrice order) {
        http.post("/v1/operator/prices", order);
    }

    @Override
    public void allow(AllowMeasurement order) {
        http.post("/v1/operator/measurements", order);
    }

    @Override
    public void revoke(Digest measurement, Because because) {
        http.post("/v1/operator/measurements/" + measurement.hex() + "/revoke", because);
    }

    @Override
    public void close(PeriodId period) {
        http.post("/v1/operator/periods/" + period.value() + "/close", null);
    }

    @Override
    public void transfer(TransferOrder order) {
        http.post("/v1/operator/transfers", order);
    }

    @Override
    public void suspend(AccountId account, Because because) {
        http.post("/v1/operator/accounts/" + account.value() + "/suspend", because);
    }

    @Override
    public void resume(AccountId account) {
        http.post("/v1/operator/accounts/" + account.value() + "/resume", null);
    }

    @Override
    public void suspend(WorkerId worker, Because because) {
        http.post("/v1/operator/workers/" + worker.value() + "/suspend", because);
    }

    @Override
    public void resume(WorkerId worker) {
        http.post("/v1/operator/workers/" + worker.value() + "/resume", null);
    }
}
