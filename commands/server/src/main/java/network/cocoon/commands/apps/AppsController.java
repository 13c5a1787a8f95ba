package network.cocoon.commands.apps;

import jakarta.servlet.http.HttpServletRequest;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.http.RegistrationLimit;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.wire.api.AppApi.ApiKey;
import network.cocoon.wire.api.AppApi.AppRegistered;
import network.cocoon.wire.api.AppApi.AppStatus;
import network.cocoon.wire.api.AppApi.AuthorizeCredit;
import network.cocoon.wire.api.AppApi.CertifyClientKey;
import network.cocoon.wire.api.AppApi.ClientKeyCertified;
import network.cocoon.wire.api.AppApi.RegisterApp;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AppsController {

    private final Accounts accounts;
    private final AccountStatus status;
    private final RegistrationLimit limit;

    AppsController(Accounts accounts, AccountStatus status, RegistrationLimit limit) {
        this.accounts = accounts;
        this.status = status;
        this.limit = limit;
    }

    @PostMapping("/v1/apps")
    @ResponseStatus(HttpStatus.CREATED)
    AppRegistered register(@RequestBody RegisterApp order, HttpServletRequest request) {
        limit.count(request);
        return accounts.register(order);
    }

    @GetMapping("/v1/apps/{account}")
    AppStatus status(@PathVariable AccountId account, Caller caller) {
        caller.app(account);
        return status.of(account);
    }

    @PostMapping("/v1/apps/{account}/client-keys")
    @ResponseStatus(HttpStatus.CREATED)
    ClientKeyCertified certify(@PathVariable AccountId account, @RequestBody CertifyClientKey order, Caller caller) {
        caller.app(account);
        return new ClientKeyCertified(accounts.certify(account, order));
    }

    @DeleteMapping("/v1/apps/{account}/client-keys/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable AccountId account, @PathVariable ClientKeyId key, Caller caller) {
        caller.app(account);
        accounts.revoke(account, key);
    }

    @PostMapping("/v1/apps/{account}/api-keys")
    @ResponseStatus(HttpStatus.CREATED)
    ApiKey issueKey(@PathVariable AccountId account, Caller caller) {
        caller.app(account);
        return accounts.issueKey(account);
    }

    @PostMapping("/v1/apps/{account}/credit")
    AppStatus authorise(@PathVariable AccountId account, @RequestBody AuthorizeCredit order, Caller caller) {
        caller.app(account);
        accounts.authorise(account, order);
        return status.of(account);
    }
}
