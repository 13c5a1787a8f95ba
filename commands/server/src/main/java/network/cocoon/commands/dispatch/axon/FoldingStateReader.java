package network.cocoon.commands.dispatch.axon;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.inference.InferenceState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.provider.ProviderState;
import network.cocoon.domain.registry.RegistryDecider;
import network.cocoon.domain.registry.RegistryState;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementState;
import network.cocoon.domain.transparency.TransparencyDecider;
import network.cocoon.domain.transparency.TransparencyState;
import network.cocoon.domain.worker.WorkerState;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.JacksonException;

/** Remembers the last fold of each stream and reads only what came after it. */
final class FoldingStateReader implements StateReader {

    private static final int MOST_REMEMBERED = 20_000;
    private static final Duration RECENT = Duration.ofMillis(250);

    private final EventStorageEngine engine;
    private final StreamKinds kinds;
    private final Map<String, Fold<?>> remembered;
    private final Duration maxAge;
    private final LongSupplier nanos;

    /** @param nanos a monotonic clock */
    FoldingStateReader(EventStorageEngine engine, StreamKinds kinds, LongSupplier nanos) {
        this(engine, kinds, Collections.synchronizedMap(new Recent()), Duration.ZERO, nanos);
    }

    private FoldingStateReader(
            EventStorageEngine engine,
            StreamKinds kinds,
            Map<String, Fold<?>> remembered,
            Duration maxAge,
            LongSupplier nanos) {
        this.engine = engine;
        this.kinds = kinds;
        this.remembered = remembered;
        this.maxAge = maxAge;
        this.nanos = nanos;
    }

    @Override
    public StateReader recent() {
        return new FoldingStateReader(engine, kinds, remembered, RECENT, nanos);
    }

    @Override
    public AccountState account(AccountId account) {
        return fold(kinds.account(), account.value());
    }

    @Override
    public WorkerState worker(WorkerId worker) {
        return fold(kinds.worker(), worker.value());
    }

    @Override
    public ProviderState provider(ProviderId provider) {
        return fold(kinds.provider(), provider.value());
    }

    @Override
    public InferenceState inference(RequestId request) {
        return fold(kinds.inference(), request.value());
    }

    @Override
    public RegistryState registry() {
        return fold(kinds.registry(), RegistryDecider.STREAM_ID);
    }

    @Override
    public SettlementState payouts() {
        return fold(kinds.settlement(), SettlementDecider.PAYOUTS);
    }

    @Override
    public SettlementState differences() {
        return fold(kinds.settlement(), SettlementDecider.RECONCILIATION);
    }

    @Override
    public TransparencyState transparency() {
        return fold(kinds.transparency(), TransparencyDecider.STREAM_ID);
    }

    private <S> S fold(StreamKind<?, S, ?, ?> kind, String id) {
        Fold<S> known = known(kind, id);
        long now = nanos.getAsLong();
        if (known.sequence() >= 0 && now - known.readAt() < maxAge.toNanos()) {
            return known.state();
        }
        S state = known.state();
        long sequence = known.sequence();
        DomainEventStream events = engine.readEvents(id, sequence + 1);
        while (events.hasNext()) {
            DomainEventMessage<?> event = events.next();
            state = kind.after(state, event.getPayload());
            sequence = event.getSequenceNumber();
        }
        if (sequence >= 0) {
            remember(id, new Fold<>(state, sequence, now));
        }
        return state;
    }

    private <S> Fold<S> known(StreamKind<?, S, ?, ?> kind, String id) {
        Fold<?> last = remembered.get(id);
        // Ids of different kinds differ by prefix; a stream asked for as another kind is not remembered as it.
        if (last != null && kind.state().isInstance(last.state())) {
            return new Fold<>(kind.state().cast(last.state()), last.sequence(), last.readAt());
        }
        Optional<DomainEventMessage<?>> snapshot = kind.snapshots() ? snapshot(id) : Optional.empty();
        return snapshot.filter(m -> kind.state().isInstance(m.getPayload()))
                .map(m -> new Fold<>(kind.state().cast(m.getPayload()), m.getSequenceNumber(), longAgo()))
                .orElseGet(() -> new Fold<>(kind.decider().initial(), -1, longAgo()));
    }

    private Optional<DomainEventMessage<?>> snapshot(String id) {
        try {
            return engine.readSnapshot(id);
        } catch (IllegalArgumentException | JacksonException e) {
            // Written by other code than today's: the events say the same, only slower.
            return Optional.empty();
        }
    }

    /** A transaction sees its own events before they are certain: what it read is kept only once it has committed. */
    private void remember(String id, Fold<?> fold) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            keep(id, fold);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                keep(id, fold);
            }
        });
    }

    private void keep(String id, Fold<?> fold) {
        remembered.merge(id, fold, (old, recent) -> recent.sequence() >= old.sequence() ? recent : old);
    }

    private long longAgo() {
        return nanos.getAsLong() - Long.MAX_VALUE / 2;
    }

    /** @param readAt when the log was last asked, on the monotonic clock, in nanoseconds */
    private record Fold<S>(S state, long sequence, long readAt) {}

    private static final class Recent extends LinkedHashMap<String, Fold<?>> {

        Recent() {
            super(256, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<String, Fold<?>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }
}
