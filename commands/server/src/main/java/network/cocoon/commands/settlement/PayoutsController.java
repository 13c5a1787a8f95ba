package network.cocoon.commands.settlement;

import java.util.List;
import network.cocoon.commands.http.Caller;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.Balance;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.wire.api.OperatorApi.OpenBatch;
import network.cocoon.wire.api.OperatorApi.PayoutStatus;
import network.cocoon.wire.api.ProviderApi.ProviderBalance;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PayoutsController {

    private static final Balance NOTHING = new Balance(Nanoton.ZERO, Nanoton.ZERO, Nanoton.ZERO, Nanoton.ZERO);

    private final Payouts payouts;

    PayoutsController(Payouts payouts) {
        this.payouts = payouts;
    }

    @PostMapping("/v1/operator/payouts")
    PayoutStatus schedule(Caller caller) {
        caller.operator();
        payouts.schedule();
        return status();
    }

    @GetMapping("/v1/operator/payouts")
    PayoutStatus status(Caller caller) {
        caller.operator();
        return status();
    }

    @GetMapping("/v1/providers/{provider}/balance")
    ProviderBalance balance(@PathVariable ProviderId provider, Caller caller) {
        caller.provider(provider);
        Balance balance = payouts.balances().getOrDefault(provider, NOTHING);
        return new ProviderBalance(balance.accrued(), balance.paid(), balance.scheduled(), balance.carried());
    }

    private PayoutStatus status() {
        Balance all = payouts.balances().values().stream().reduce(NOTHING, PayoutsController::sum);
        List<OpenBatch> open = payouts.open().stream()
                .filter(batch -> batch.transfer() == null)
                .map(batch -> new OpenBatch(
                        batch.number(),
                        batch.payments().size(),
                        batch.payments().stream().map(Payment::amount).reduce(Nanoton.ZERO, Nanoton::plus),
                        batch.message() != null))
                .toList();
        return new PayoutStatus(all.accrued(), all.paid(), all.scheduled(), all.carried(), open);
    }

    private static Balance sum(Balance a, Balance b) {
        return new Balance(
                a.accrued().plus(b.accrued()),
                a.paid().plus(b.paid()),
                a.scheduled().plus(b.scheduled()),
                a.carried().plus(b.carried()));
    }
}
