package network.cocoon.audit;

import java.util.Set;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.provider.ProviderEvent;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.worker.WorkerEvent;
import network.cocoon.wire.event.EventCodec;
import network.cocoon.wire.event.EventCodecException;
import org.jspecify.annotations.Nullable;

/** Reads one log once. */
public final class Auditor {

    private final EventCodec codec = new EventCodec();
    private final Sequences sequences = new Sequences();
    private final Books books = Books.empty();
    private final Bills bills = new Bills();
    private final SettlementCheck settlement = new SettlementCheck();
    private final String networkId;
    private final AccountCheck accounts;
    private final SupplyCheck supply;
    private final InferenceCheck inference;

    private Auditor(String networkId, Set<Bytes> logKeys) {
        this.networkId = networkId;
        this.accounts = new AccountCheck(networkId, books.lanes(), books.ledger());
        this.supply = new SupplyCheck(networkId, books.slots());
        this.inference = new InferenceCheck(books, accounts, supply, settlement, bills, logKeys);
    }

    /**
     * Reads the whole log, or up to its first discrepancy.
     *
     * @throws LogReadException where it cannot be read
     */
    public static AuditReport audit(LogSource log) {
        Auditor auditor = new Auditor(log.networkId(), log.logKeys());
        Discrepancy first = auditor.run(log);
        return Reports.of(
                auditor.networkId,
                auditor.sequences.events(),
                auditor.inference.openRequests(),
                auditor.accounts,
                auditor.books,
                auditor.bills,
                first);
    }

    private @Nullable Discrepancy run(LogSource log) {
        try {
            log.read(this::check);
            books.finish();
            return null;
        } catch (DiscrepancyException e) {
            return e.discrepancy();
        }
    }

    private void check(LogEntry entry) {
        Place place = new Place(entry.index(), entry.stream(), entry.aggregate());
        sequences.check(entry, place);
        try {
            check(codec.decode(entry.name(), entry.revision(), entry.payload()), place);
        } catch (EventCodecException e) {
            throw place.wrong("payload", "an event of the catalogue", entry.name() + " " + e.fault());
        } catch (ArithmeticException e) {
            // Sums in the log are exact 64-bit figures; one that does not fit was never decided.
            throw place.wrong("amount", "a sum below 2^63", "an overflow");
        }
    }

    private void check(Object event, Place place) {
        switch (event) {
            case AccountEvent e -> accounts.check(e, place);
            case InferenceEvent e -> inference.check(e, place);
            case WorkerEvent e -> supply.check(e, place);
            case ProviderEvent e -> supply.check(e, place);
            case RegistryEvent e -> supply.check(e, place);
            case SettlementEvent e -> settlement.check(e, place);
            default ->
                throw place.wrong(
                        "payload", "an event that is audited", event.getClass().getSimpleName());
        }
    }
}
