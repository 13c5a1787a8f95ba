package network.cocoon.commands.registry;

import java.util.List;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.http.HttpRefusal;
import network.cocoon.commands.registry.RegistryOnChain.Place;
import network.cocoon.commands.registry.RegistryOnChain.Sight;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.registry.Publications;
import network.cocoon.wire.api.JournalApi.Entry;
import network.cocoon.wire.api.JournalApi.Journal;
import network.cocoon.wire.api.RegistryApi.RegistryContents;
import network.cocoon.wire.api.RegistryApi.RegistryStatus;
import network.cocoon.wire.api.RegistryApi.Waiting;
import network.cocoon.wire.escrow.TransferLink;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.TonAddress;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RegistryOnChainController {

    /** Some 500 orders, and the rent of the years in which they come. */
    private static final Nanoton PROPOSED = Nanoton.of(1_000_000_000);

    private static final RegistryContents NOTHING =
            new RegistryContents(0, RegistryStorage.NOTHING, 0, RegistryStorage.NOTHING);

    private final RegistryOnChain registry;

    RegistryOnChainController(RegistryOnChain registry) {
        this.registry = registry;
    }

    /** For everybody: worth what the chain's hash of it says. */
    @GetMapping("/v1/registry/journal")
    Journal journal() {
        Sight sight = sight();
        List<Entry> entries = registry.publications().entriesOf(sight.address()).stream()
                .map(entry -> {
                    RegistryChange change = RegistryChange.of(entry.change());
                    return new Entry(change.list(), change.kind(), change.item(), entry.from());
                })
                .toList();
        return new Journal(sight.address(), sight.networkId(), entries);
    }

    @GetMapping("/v1/operator/chain/registry")
    RegistryStatus status(Caller caller) {
        caller.operator();
        Sight sight = sight();
        Publications known = registry.publications();
        return new RegistryStatus(
                sight.address(),
                sight.networkId(),
                sight.key(),
                sight.owner(),
                sight.delay().toSeconds(),
                sight.standing(),
                sight.balance(),
                TransferLink.deploy(sight.stateInit(), sight.networkId(), PROPOSED),
                TransferLink.topUp(TonAddress.parse(sight.address()), sight.networkId(), PROPOSED),
                sight.contents(),
                registry.place(sight.address())
                        .map(RegistryOnChainController::contents)
                        .orElse(NOTHING),
                RegistryOnChain.waiting(known, sight.address()).stream()
                        .map(change -> new Waiting(change.list(), change.kind(), change.item()))
                        .toList(),
                sight.seenAt());
    }

    private static RegistryContents contents(Place place) {
        return new RegistryContents(place.next(), place.journal(), place.size(), place.root());
    }

    private Sight sight() {
        return registry.sight()
                .orElseThrow(() -> HttpRefusal.NOT_FOUND.because("this network has no registry on chain"));
    }
}
