package network.cocoon.ui;

import java.util.Optional;
import network.cocoon.commands.chain.ChainAlarms;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.registry.RegistryOnChain;
import network.cocoon.commands.registry.RegistryOnChain.Entry;
import network.cocoon.commands.registry.RegistryOnChain.Place;
import network.cocoon.commands.registry.RegistryOnChain.Sight;
import network.cocoon.commands.transparency.Checkpoints;
import network.cocoon.domain.registry.Publications;
import network.cocoon.domain.transparency.Checkpoint;
import network.cocoon.wire.api.RegistryApi.RegistryContents;
import network.cocoon.wire.api.RegistryApi.RegistryStanding;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.LogCheckpoint;
import network.cocoon.workers.operator.port.RegistryAnchored;
import network.cocoon.workers.operator.port.RegistryDue;
import network.cocoon.workers.operator.port.RegistryPlace;
import network.cocoon.workers.operator.port.RegistryPublished;
import network.cocoon.workers.operator.port.RegistryReports;
import network.cocoon.workers.operator.port.RegistrySeen;
import network.cocoon.workers.operator.port.RegistryWork;
import network.cocoon.workers.operator.port.ReportRefusedException;
import network.cocoon.workers.operator.port.TransactionRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be published on chain, and what was seen there, in the registry's sender's words and the server's. */
final class ChainRegistry implements RegistryWork, RegistryReports {

    private static final Logger LOG = LoggerFactory.getLogger(ChainRegistry.class);

    private final RegistryOnChain registry;
    private final Checkpoints checkpoints;
    private final ChainAlarms alarms;

    ChainRegistry(RegistryOnChain registry, Checkpoints checkpoints, ChainAlarms alarms) {
        this.registry = registry;
        this.checkpoints = checkpoints;
        this.alarms = alarms;
    }

    @Override
    public RegistryPlace place(TonAddress address) {
        return registry.place(address.raw())
                .map(place -> new RegistryPlace(
                        new Cursor(place.lt(), place.hash()),
                        place.next(),
                        place.journal(),
                        place.size(),
                        place.root(),
                        place.anchored()))
                .orElse(RegistryPlace.START);
    }

    @Override
    public RegistryDue due(TonAddress address) {
        Publications known = registry.publications();
        return new RegistryDue(
                known.journalOf(address.raw()),
                known.entriesOf(address.raw()).size(),
                RegistryOnChain.waiting(known, address.raw()),
                known.foreign().stream().map(RegistryChange::of).toList());
    }

    @Override
    public Optional<LogCheckpoint> checkpoint() {
        return checkpoints.newest().map(it -> new LogCheckpoint(it.size(), it.root()));
    }

    @Override
    public void anchored(RegistryAnchored fact, RegistryPlace after) {
        TransactionRef tx = fact.tx();
        LogCheckpoint on = fact.checkpoint();
        reported(() -> {
            checkpoints.anchored(
                    new Checkpoint(on.size(), on.root()),
                    tx.account().raw(),
                    tx.id().hash().hex(),
                    tx.id().lt(),
                    tx.at());
            registry.moved(tx.account().raw(), place(after));
        });
    }

    @Override
    public void published(RegistryPublished fact, RegistryPlace after) {
        Entry entry = new Entry(
                fact.change(),
                fact.from(),
                fact.order(),
                fact.tx().id().hash(),
                fact.tx().id().lt(),
                fact.tx().at(),
                fact.before());
        reported(() -> registry.published(fact.tx().account().raw(), entry, place(after)));
    }

    private static void reported(Runnable report) {
        try {
            report.run();
        } catch (RefusedException e) {
            String code = e.rejection().code().name();
            LOG.warn("report_refused code={} reason={}", code, e.rejection().detail());
            throw new ReportRefusedException(code);
        }
    }

    @Override
    public void followed(TonAddress address, RegistryPlace place) {
        registry.moved(address.raw(), place(place));
    }

    private static Place place(RegistryPlace place) {
        return new Place(
                place.at().lt(),
                place.at().hash(),
                place.next(),
                place.journal(),
                place.size(),
                place.root(),
                place.anchored());
    }

    @Override
    public void seen(RegistrySeen sight) {
        RegistryStorage opening = sight.opening();
        RegistryStorage data = sight.data().orElse(opening);
        registry.seen(new Sight(
                sight.initial().address().raw(),
                sight.initial().toCell(),
                opening.networkId(),
                opening.key(),
                opening.owner().raw(),
                opening.delay(),
                standing(sight.status()),
                sight.balance(),
                new RegistryContents(data.sequence(), data.journal(), data.size(), data.root()),
                sight.seen().time()));
    }

    private static RegistryStanding standing(AccountSnapshot.Status status) {
        return switch (status) {
            case UNINITIALISED -> RegistryStanding.NOT_DEPLOYED;
            case ACTIVE -> RegistryStanding.DEPLOYED;
            case FROZEN -> RegistryStanding.FROZEN;
        };
    }

    @Override
    public void alarm(Alarm code, String subject) {
        alarms.raise(code.name(), subject);
    }
}
