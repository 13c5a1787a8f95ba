package network.cocoon.commands.settlement;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.http.HttpRefusal;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.Exit;
import network.cocoon.domain.settlement.ExitRoot;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.wire.api.ExitApi.ExitStatus;
import network.cocoon.wire.api.ExitApi.ProviderExit;
import network.cocoon.wire.api.ExitApi.StandingRoot;
import network.cocoon.wire.escrow.TransferLink;
import network.cocoon.wire.exit.ExitAnswers;
import network.cocoon.wire.exit.ExitContract;
import network.cocoon.wire.ton.TonAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ExitController {

    /** Rent of many years, and the roots of some. */
    private static final Nanoton PROPOSED = Nanoton.of(2_000_000_000);

    private final ExitOnChain exits;

    ExitController(ExitOnChain exits) {
        this.exits = exits;
    }

    @GetMapping("/v1/operator/chain/exit")
    ExitStatus status(Caller caller) {
        caller.operator();
        ExitSight sight =
                exits.sight().orElseThrow(() -> HttpRefusal.NOT_FOUND.because("this network keeps no exit on chain"));
        int network = sight.terms().networkId();
        Optional<Exit> exit = exits.exit().filter(it -> it.address().equals(sight.address()));
        return new ExitStatus(
                sight.address(),
                network,
                sight.terms().key(),
                sight.terms().owner(),
                sight.terms().delaySeconds(),
                sight.standing(),
                sight.balance(),
                TransferLink.deploy(ExitContract.stateInit(sight.terms()), network, PROPOSED),
                TransferLink.topUp(TonAddress.parse(sight.address()), network, PROPOSED),
                sight.number(),
                exit.isPresent() ? standing(exit.get()) : null,
                exit.map(it -> it.underWay() == null ? 0 : it.ordered()).orElse(0L),
                sight.seenAt());
    }

    private static @Nullable StandingRoot standing(Exit exit) {
        ExitRoot root = exit.standing();
        if (root == null) {
            return null;
        }
        List<Payment> owed = root.owed();
        return new StandingRoot(
                root.number(),
                root.root(),
                exit.since(),
                exit.opensAt(),
                exit.open(),
                owed.size(),
                owed.stream().map(Payment::amount).reduce(Nanoton.ZERO, Nanoton::plus),
                IntStream.range(0, owed.size())
                        .filter(i -> !exit.claimed().contains(i))
                        .mapToObj(i -> owed.get(i).amount())
                        .reduce(Nanoton.ZERO, Nanoton::plus));
    }

    @GetMapping("/v1/providers/{provider}/exit")
    ProviderExit exit(@PathVariable ProviderId provider, Caller caller) {
        caller.provider(provider);
        Exit exit = exits.exit()
                .filter(it -> it.standing() != null)
                .orElseThrow(() -> HttpRefusal.NOT_FOUND.because("no root stands in an exit yet"));
        ExitRoot root = exit.standing();
        if (root == null) {
            throw new IllegalStateException("filtered above");
        }
        return ExitAnswers.of(provider, exit, root);
    }
}
