package network.cocoon.commands.providers;

import jakarta.servlet.http.HttpServletRequest;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.http.RegistrationLimit;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.wire.api.ProviderApi.EnrolmentToken;
import network.cocoon.wire.api.ProviderApi.ProviderRegistered;
import network.cocoon.wire.api.ProviderApi.RegisterProvider;
import network.cocoon.wire.api.ProviderApi.RegisterWallet;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProvidersController {

    private final Providers providers;
    private final RegistrationLimit limit;

    ProvidersController(Providers providers, RegistrationLimit limit) {
        this.providers = providers;
        this.limit = limit;
    }

    @PostMapping("/v1/providers")
    @ResponseStatus(HttpStatus.CREATED)
    ProviderRegistered register(@RequestBody RegisterProvider order, HttpServletRequest request) {
        limit.count(request);
        return providers.register(order);
    }

    /** Asking for the proof was counted. */
    @PostMapping("/v1/providers/by-wallet")
    @ResponseStatus(HttpStatus.CREATED)
    ProviderRegistered register(@RequestBody RegisterWallet order) {
        return providers.register(order);
    }

    @PostMapping("/v1/providers/{provider}/enrolment-tokens")
    @ResponseStatus(HttpStatus.CREATED)
    EnrolmentToken issueToken(@PathVariable ProviderId provider, Caller caller) {
        caller.provider(provider);
        return providers.issueToken(provider);
    }
}
