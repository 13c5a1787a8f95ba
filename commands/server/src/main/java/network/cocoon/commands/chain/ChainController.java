package network.cocoon.commands.chain;

import network.cocoon.commands.http.Caller;
import network.cocoon.wire.api.OperatorApi.OpenAlarms;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ChainController {

    private final ChainAlarms alarms;

    ChainController(ChainAlarms alarms) {
        this.alarms = alarms;
    }

    @GetMapping("/v1/operator/chain/alarms")
    OpenAlarms alarms(Caller caller) {
        caller.operator();
        return new OpenAlarms(alarms.open());
    }
}
