package network.cocoon.commands.apps;

import java.time.InstantSource;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.http.Caller;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.wire.api.OperatorApi.Because;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the operator, and nobody else, decides about an account. */
@RestController
class AccountOrdersController {

    private final Dispatcher dispatcher;
    private final InstantSource clock;

    AccountOrdersController(Dispatcher dispatcher, InstantSource clock) {
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    @PostMapping("/v1/operator/accounts/{account}/suspend")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void suspend(@PathVariable AccountId account, @RequestBody Because because, Caller caller) {
        caller.operator();
        dispatcher.dispatch(new AccountCommand.Suspend(account, because.reason(), clock.instant()));
    }

    @PostMapping("/v1/operator/accounts/{account}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume(@PathVariable AccountId account, Caller caller) {
        caller.operator();
        dispatcher.dispatch(new AccountCommand.Resume(account, clock.instant()));
    }
}
