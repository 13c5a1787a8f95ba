package network.cocoon.commands.settlement;

import network.cocoon.commands.http.Caller;
import network.cocoon.domain.settlement.PeriodId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PeriodsController {

    private final Periods periods;

    PeriodsController(Periods periods) {
        this.periods = periods;
    }

    @PostMapping("/v1/operator/periods/{period}/close")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable PeriodId period, Caller caller) {
        caller.operator();
        periods.close(period);
    }
}
