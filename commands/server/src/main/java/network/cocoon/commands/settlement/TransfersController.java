package network.cocoon.commands.settlement;

import network.cocoon.commands.http.Caller;
import network.cocoon.wire.api.OperatorApi.TransferList;
import network.cocoon.wire.api.OperatorApi.TransferOrder;
import network.cocoon.wire.api.OperatorApi.TransferStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TransfersController {

    private final Transfers transfers;

    TransfersController(Transfers transfers) {
        this.transfers = transfers;
    }

    @PostMapping("/v1/operator/transfers")
    TransferStatus order(@RequestBody TransferOrder order, Caller caller) {
        caller.operator();
        return transfers.order(order);
    }

    @GetMapping("/v1/operator/transfers")
    TransferList latest(Caller caller) {
        caller.operator();
        return new TransferList(transfers.latest());
    }
}
