package network.cocoon.commands.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.EventTime;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountDecider;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceDecider;
import network.cocoon.domain.inference.InferenceState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.Timed;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.provider.ProviderCommand;
import network.cocoon.domain.provider.ProviderDecider;
import network.cocoon.domain.provider.ProviderState;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.domain.registry.RegistryDecider;
import network.cocoon.domain.registry.RegistryState;
import network.cocoon.domain.settlement.SettlementState;
import network.cocoon.domain.transparency.TransparencyState;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.domain.worker.WorkerDecider;
import network.cocoon.domain.worker.WorkerState;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.tonproof.WalletCells;
import org.axonframework.modelling.command.ConcurrencyException;

/** The event store and its command side: real deciders, a row an event, sequence numbers that only one can take. */
public final class Log implements Dispatcher, StateReader {

    private record Place(String aggregate, long sequence) {}

    private record Folded(Object state, long next, Instant last) {}

    private final Database database;
    private final MemoryTransactions transactions;
    private final Table<Place, LoggedRow> rows;
    private final Table<String, Folded> states;
    private final AccountDecider accounts;
    private final ProviderDecider providers;
    private final InferenceDecider inference = new InferenceDecider();
    private final WorkerDecider workers = new WorkerDecider();
    private final RegistryDecider registry = new RegistryDecider();
    private long inserted;
    private final List<LoggedRow> dense = new ArrayList<>();
    private final Set<Long> indexed = new HashSet<>();
    private final TreeMap<Long, LoggedRow> waiting = new TreeMap<>();

    public Log(Database database, String networkId) {
        this.database = database;
        this.transactions = new MemoryTransactions(database);
        this.rows = database.table("domain_event");
        this.states = database.table("state");
        this.accounts = new AccountDecider(networkId, new EscrowCells());
        this.providers = new ProviderDecider(networkId, new WalletCells());
    }

    @Override
    public Outcome dispatch(Object command) {
        return transactions.run(() -> switch (command) {
            case AccountCommand c -> send("account", c.account().value(), accounts, c);
            case InferenceCommand c -> send("inference", c.request().value(), inference, c);
            case WorkerCommand c -> send("worker", c.worker().value(), workers, c);
            case ProviderCommand c -> send("provider", c.provider().value(), providers, c);
            case RegistryCommand c -> send("registry", RegistryDecider.STREAM_ID, registry, c);
            default -> throw new IllegalArgumentException("no stream takes " + command.getClass());
        });
    }

    private <C extends Timed, S, E extends Timed> Outcome send(
            String stream, String aggregate, Decider<C, S, E> decider, C command) {
        Folded before = database.statement("read " + stream, () -> states.find(aggregate))
                .orElse(new Folded(decider.initial(), 0, Instant.MIN));
        return switch (decider.decide(EventTime.notBefore(command, before.last()), Log.<S>cast(before.state()))) {
            case Decision.Rejected<E>(var rejection) -> throw new RefusedException(rejection);
            case Decision.AlreadyDone<E> _ -> new Outcome.AlreadyDone();
            case Decision.Accepted<E>(var events) -> {
                S state = cast(before.state());
                long next = before.next();
                for (E event : events) {
                    append(stream, aggregate, next++, event);
                    state = decider.evolve(state, event);
                }
                var after = new Folded(state, next, events.getLast().at());
                database.statement("fold", () -> {
                    states.put(aggregate, after);
                    return true;
                });
                yield new Outcome.Accepted(List.copyOf(events));
            }
        };
    }

    private void append(String stream, String aggregate, long sequence, Object event) {
        boolean mine = database.statement("append " + event.getClass().getSimpleName(), () -> {
            var row = new LoggedRow(++inserted, stream, aggregate, sequence, event);
            return rows.insert(new Place(aggregate, sequence), row);
        });
        if (!mine) {
            throw new ConcurrencyException("another event has this sequence number");
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // each stream has one kind of state
    private static <S> S cast(Object state) {
        return (S) state;
    }

    @Override
    public AccountState account(AccountId account) {
        return read(account.value(), accounts.initial());
    }

    @Override
    public WorkerState worker(WorkerId worker) {
        return read(worker.value(), workers.initial());
    }

    @Override
    public ProviderState provider(ProviderId provider) {
        return read(provider.value(), providers.initial());
    }

    @Override
    public InferenceState inference(RequestId request) {
        return read(request.value(), inference.initial());
    }

    @Override
    public RegistryState registry() {
        return read(RegistryDecider.STREAM_ID, registry.initial());
    }

    @Override
    public SettlementState payouts() {
        throw new IllegalStateException("nobody is paid here");
    }

    @Override
    public SettlementState differences() {
        throw new IllegalStateException("nothing is held against a chain here");
    }

    @Override
    public TransparencyState transparency() {
        throw new IllegalStateException("nobody seals checkpoints here");
    }

    @Override
    public StateReader recent() {
        return this;
    }

    private <S> S read(String aggregate, S initial) {
        return database.statement("state", () -> states.find(aggregate))
                .map(folded -> Log.<S>cast(folded.state()))
                .orElse(initial);
    }

    /** The sequencer's turn: what has become visible gets the next dense indexes, in order of insertion. */
    public boolean index() {
        rows.all()
                .filter(row -> !indexed.contains(row.globalIndex()))
                .forEach(row -> waiting.put(row.globalIndex(), row));
        boolean some = !waiting.isEmpty();
        if (some) {
            database.onDisk();
        }
        waiting.values().forEach(this::give);
        waiting.clear();
        return some;
    }

    /** A sequencer with a fault: it keeps the highest number it saw, and so passes over what commits late. */
    public boolean indexByNumberOnly() {
        long highest = indexed.stream().mapToLong(Long::longValue).max().orElse(0);
        List<LoggedRow> fresh = rows.all()
                .filter(row -> row.globalIndex() > highest)
                .sorted(Comparator.comparingLong(LoggedRow::globalIndex))
                .toList();
        if (!fresh.isEmpty()) {
            database.onDisk();
        }
        fresh.forEach(this::give);
        return !fresh.isEmpty();
    }

    private void give(LoggedRow row) {
        indexed.add(row.globalIndex());
        dense.add(row);
    }

    /** The last dense index. */
    public long head() {
        return dense.size();
    }

    /** By dense index, from 1. */
    public LoggedRow at(long index) {
        return dense.get((int) index - 1);
    }

    /** Events committed, indexed or not. */
    public long committed() {
        return rows.all().count();
    }
}
