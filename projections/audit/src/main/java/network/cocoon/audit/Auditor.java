package network.cocoon.audit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Timed;
import network.cocoon.domain.provider.ProviderEvent;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.transparency.TransparencyEvent;
import network.cocoon.domain.worker.WorkerEvent;
import org.jspecify.annotations.Nullable;

/** Reads one log once. */
public final class Auditor {

    private static final long PROGRESS_NANOS = Duration.ofSeconds(5).toNanos();

    private final Books books = Books.empty();
    private final Bills bills = new Bills();
    private final SettlementCheck settlement;
    private final String networkId;
    private final AuditSettings settings;
    private final RequestBook requests;
    private final Sequences sequences;
    private final SignatureBook signatures;
    private final AccountCheck accounts;
    private final SupplyCheck supply;
    private final InferenceCheck inference;
    private final MoneyBook money;
    private final BlastBook blast;
    private final TreeCheck tree;
    private long lastProgress = System.nanoTime();

    private Auditor(
            String networkId,
            Set<Bytes> logKeys,
            AuditSettings settings,
            MoneyBook money,
            BlastBook blast,
            ExecutorService workers) {
        this.money = money;
        this.blast = blast;
        this.networkId = networkId;
        this.settings = settings;
        this.tree = new TreeCheck(settings.known());
        this.requests = new RequestBook(settings.tableSecret());
        this.sequences = new Sequences(requests);
        this.signatures = new SignatureBook(settings.signatures(), workers);
        this.accounts = new AccountCheck(networkId, books.lanes(), books.ledger());
        this.supply = new SupplyCheck(networkId, books.slots());
        this.settlement = new SettlementCheck(new PayoutCheck(supply::isPaidAt));
        this.inference = new InferenceCheck(
                requests,
                books,
                accounts,
                supply,
                new AssignmentCheck(supply, signatures, logKeys),
                new Billing(books, bills, settlement),
                signatures);
    }

    /**
     * Reads the whole log, or up to its first discrepancy, and checks every signature.
     *
     * @throws LogReadException where it cannot be read
     */
    public static AuditReport audit(LogSource log) {
        return audit(log, AuditSettings.DEFAULT);
    }

    static AuditReport audit(LogSource log, AuditSettings settings) {
        return audit(log, settings, MoneyBook.unread());
    }

    /** @param money gets what the log says of escrows and batches */
    static AuditReport audit(LogSource log, AuditSettings settings, MoneyBook money) {
        return audit(log, settings, money, BlastBook.unread());
    }

    /** @param blast gets what the log says of requests and of what they were assigned to */
    static AuditReport audit(LogSource log, AuditSettings settings, BlastBook blast) {
        return audit(log, settings, MoneyBook.unread(), blast);
    }

    private static AuditReport audit(LogSource log, AuditSettings settings, MoneyBook money, BlastBook blast) {
        ExecutorService workers = Executors.newFixedThreadPool(
                settings.threads(),
                Thread.ofPlatform().daemon().name("audit-worker-", 0).factory());
        try {
            Auditor auditor = new Auditor(log.networkId(), log.logKeys(), settings, money, blast, workers);
            return auditor.report(auditor.run(log, workers));
        } finally {
            workers.shutdownNow();
        }
    }

    private AuditReport report(@Nullable Discrepancy first) {
        return Reports.of(
                networkId,
                new AuditReport.Reading(
                        sequences.events(),
                        signatures.seen(),
                        signatures.checked(),
                        sequences.steppedBack(),
                        sequences.farthestBack()),
                tree.report(),
                inference.openRequests(),
                accounts,
                books,
                bills,
                first);
    }

    private @Nullable Discrepancy run(LogSource log, ExecutorService workers) {
        Discrepancy folded = null;
        try {
            Pipeline.run(log, workers, this::check);
            books.finish();
            tree.finish();
        } catch (DiscrepancyException e) {
            folded = e.discrepancy();
        }
        // A signature that is checked late lies earlier in the log than what the fold found.
        Discrepancy signed = signatures.finish();
        return signed == null || (folded != null && comesFirst(folded, signed)) ? folded : signed;
    }

    /** Index 0 is the end of the log. */
    private static boolean comesFirst(Discrepancy folded, Discrepancy signed) {
        return folded.index() != 0 && folded.index() < signed.index();
    }

    private void check(List<Decoded> chunk) {
        for (Decoded decoded : chunk) {
            check(decoded);
        }
        Discrepancy bad = signatures.found();
        if (bad != null) {
            throw new DiscrepancyException(bad);
        }
        long now = System.nanoTime();
        if (now - lastProgress >= PROGRESS_NANOS) {
            lastProgress = now;
            settings.progress().accept(sequences.events());
        }
    }

    private void check(Decoded decoded) {
        LogEntry entry = decoded.entry();
        Place place = new Place(entry.index(), entry.stream(), entry.aggregate());
        sequences.check(entry, place);
        Object event = decoded.event();
        if (event == null) {
            throw place.wrong("payload", "an event of the catalogue", String.valueOf(decoded.fault()));
        }
        signatures.at(place);
        try {
            check(event, decoded, place);
            if (event instanceof Timed timed) {
                tree.passed(decoded.leaf(), timed.at(), place);
            }
        } catch (ArithmeticException e) {
            // Sums in the log are exact 64-bit figures; one that does not fit was never decided.
            throw place.wrong("amount", "a sum below 2^63", "an overflow");
        }
    }

    private void check(Object event, Decoded decoded, Place place) {
        LogEntry entry = decoded.entry();
        switch (event) {
            case InferenceEvent e -> {
                sequences.follows(entry, EventTimes.of(e), place);
                inference.check(e, decoded.signed(), place);
                blast.on(e);
            }
            case AccountEvent e -> {
                sequences.follows(entry, EventTimes.of(e), place);
                accounts.check(e, place);
                money.on(e, accounts::state);
            }
            case WorkerEvent e -> {
                sequences.follows(entry, EventTimes.of(e), place);
                supply.check(e, place);
                blast.on(e);
            }
            case ProviderEvent e -> {
                sequences.follows(entry, EventTimes.of(e), place);
                supply.check(e, place);
            }
            case RegistryEvent e -> {
                sequences.follows(entry, EventTimes.of(e), place);
                supply.check(e, place);
            }
            case SettlementEvent e -> {
                sequences.follows(entry, EventTimes.of(e), place);
                settlement.check(e, place);
                money.on(e);
            }
            case TransparencyEvent e -> {
                sequences.follows(entry, e.at(), place);
                tree.check(e, place);
            }
            default ->
                throw place.wrong(
                        "payload", "an event that is audited", event.getClass().getSimpleName());
        }
    }
}
