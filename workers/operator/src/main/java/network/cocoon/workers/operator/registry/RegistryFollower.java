package network.cocoon.workers.operator.registry;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.RegistryOrder;
import network.cocoon.workers.operator.contract.RegistryOrder.Checkpoint;
import network.cocoon.workers.operator.contract.RegistryOrder.Publish;
import network.cocoon.workers.operator.port.ChainMessage;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.HistoryPage;
import network.cocoon.workers.operator.port.LogCheckpoint;
import network.cocoon.workers.operator.port.RegistryAnchored;
import network.cocoon.workers.operator.port.RegistryPlace;
import network.cocoon.workers.operator.port.RegistryPublished;
import network.cocoon.workers.operator.port.RegistryReports;
import network.cocoon.workers.operator.port.ReportRefusedException;
import network.cocoon.workers.operator.port.TonGateway;
import network.cocoon.workers.operator.port.TransactionRef;

/** Reports the registry's transactions that count, in order, and knows by them what the contract has become. */
final class RegistryFollower {

    private static final int MAX_PAGES = 10;

    private final TonGateway chain;
    private final RegistryReports reports;
    private final NetworkRegistry registry;

    RegistryFollower(TonGateway chain, RegistryReports reports, NetworkRegistry registry) {
        this.chain = chain;
        this.reports = reports;
        this.registry = registry;
    }

    /**
     * Where the history ends; empty where more of it is left for the next round. Throws {@link ReportRefusedException} where
     * it cannot be as the books have it.
     */
    Optional<RegistryPlace> follow(RegistryPlace from) {
        TonAddress address = registry.address();
        RegistryPlace place = from;
        for (int i = 0; i < MAX_PAGES; i++) {
            HistoryPage page = chain.transactions(address, place.at(), TonGateway.MAX_PAGE);
            Cursor reported = place.at();
            for (ChainTransaction transaction : page.transactions()) {
                Optional<RegistryOrder> order = order(transaction);
                if (order.isPresent()) {
                    place = report(transaction, order.get(), place);
                    reported = place.at();
                } else {
                    place = place.passed(transaction.id());
                }
            }
            if (!place.at().equals(reported)) {
                reports.followed(address, place);
            }
            if (page.complete()) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    /** One that was cut short left the contract as it was. */
    private static Optional<RegistryOrder> order(ChainTransaction transaction) {
        return transaction.in().orElse(null) instanceof ChainMessage.External external && !transaction.aborted()
                ? RegistryOrder.read(external.body())
                : Optional.empty();
    }

    private RegistryPlace report(ChainTransaction transaction, RegistryOrder order, RegistryPlace before) {
        if (order.sequence() != before.next()) {
            throw new ReportRefusedException("ORDER_MISSING");
        }
        Cursor id = transaction.id();
        Instant at = transaction.at();
        TransactionRef tx = new TransactionRef(transaction.account(), id, at, transaction.fee());
        switch (order) {
            case Publish publish -> {
                RegistryChange change = publish.change();
                Instant from = change.from(at, registry.opening().delay());
                var fact = new RegistryPublished(tx, publish.sequence(), change, from, before.journal());
                RegistryPlace after = before.published(id, fact.journal());
                reports.published(fact, after);
                return after;
            }
            case Checkpoint checkpoint -> {
                var anchored = new LogCheckpoint(checkpoint.size(), checkpoint.root());
                RegistryPlace after = before.checkpointed(id, anchored, at);
                reports.anchored(new RegistryAnchored(tx, anchored), after);
                return after;
            }
        }
    }
}
