package network.cocoon.commands.escrow;

import network.cocoon.commands.http.Caller;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.wire.api.EscrowApi.EscrowOffer;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import network.cocoon.wire.api.EscrowApi.OpenEscrow;
import network.cocoon.wire.api.EscrowApi.RaiseVoucher;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class EscrowController {

    private final Escrows escrows;

    EscrowController(Escrows escrows) {
        this.escrows = escrows;
    }

    @GetMapping("/v1/escrow-offer")
    EscrowOffer offer() {
        return escrows.offer();
    }

    @PostMapping("/v1/apps/{account}/escrow")
    @ResponseStatus(HttpStatus.CREATED)
    EscrowStatus open(@PathVariable AccountId account, @RequestBody OpenEscrow order, Caller caller) {
        caller.app(account);
        escrows.open(account, order);
        return escrows.status(account);
    }

    @GetMapping("/v1/apps/{account}/escrow")
    EscrowStatus status(@PathVariable AccountId account, Caller caller) {
        caller.appOrOperator(account);
        return escrows.status(account);
    }

    @PostMapping("/v1/apps/{account}/vouchers")
    EscrowStatus raise(@PathVariable AccountId account, @RequestBody RaiseVoucher order, Caller caller) {
        caller.app(account);
        escrows.raise(account, order);
        return escrows.status(account);
    }
}
