package network.cocoon.commands.reconciliation;

import network.cocoon.commands.http.Caller;
import network.cocoon.wire.api.ReconciliationApi.ReconciliationStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReconciliationController {

    private final Reconciliations reconciliations;

    ReconciliationController(Reconciliations reconciliations) {
        this.reconciliations = reconciliations;
    }

    @GetMapping("/v1/operator/reconciliation")
    ReconciliationStatus status(Caller caller) {
        caller.operator();
        return reconciliations.status();
    }
}
