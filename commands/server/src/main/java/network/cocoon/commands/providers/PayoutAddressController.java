package network.cocoon.commands.providers;

import network.cocoon.commands.http.Caller;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.ProviderApi.PayoutAddress;
import network.cocoon.wire.api.ProviderApi.ProveWallet;
import network.cocoon.wire.api.WorkerApi.WorkerPayout;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PayoutAddressController {

    private final PayoutAddresses addresses;

    PayoutAddressController(PayoutAddresses addresses) {
        this.addresses = addresses;
    }

    @GetMapping("/v1/providers/{provider}/payout-address")
    PayoutAddress address(@PathVariable ProviderId provider, Caller caller) {
        caller.provider(provider);
        return addresses.of(provider);
    }

    /** For the worker's own look at what it works for. */
    @GetMapping("/v1/workers/{worker}/payout-address")
    WorkerPayout address(@PathVariable WorkerId worker, Caller caller) {
        caller.worker(worker);
        return addresses.of(worker);
    }

    @PutMapping("/v1/providers/{provider}/payout-address")
    PayoutAddress propose(@PathVariable ProviderId provider, @RequestBody ProveWallet order, Caller caller) {
        caller.provider(provider);
        addresses.propose(provider, order.wallet());
        return addresses.of(provider);
    }

    @DeleteMapping("/v1/providers/{provider}/payout-address/change")
    PayoutAddress cancel(@PathVariable ProviderId provider, Caller caller) {
        caller.provider(provider);
        addresses.cancel(provider, null);
        return addresses.of(provider);
    }

    /** For an owner without its key, or whose key another has: the wallet says it itself. */
    @PostMapping("/v1/providers/{provider}/payout-address/keep")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void keep(@PathVariable ProviderId provider, @RequestBody ProveWallet order) {
        addresses.cancel(provider, order.wallet());
    }
}
