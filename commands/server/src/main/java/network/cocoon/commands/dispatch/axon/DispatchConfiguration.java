package network.cocoon.commands.dispatch.axon;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import network.cocoon.commands.dispatch.ClockWatch;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.network.NetworkIdentity;
import network.cocoon.eventstore.LogStorageEngine;
import network.cocoon.eventstore.PayloadCodec;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Axon's parts, each declared, so that none is chosen by what happens to be on the class path. */
@Configuration("commandDispatchConfiguration")
class DispatchConfiguration {

    /** A stream is loaded from its last snapshot, at most this many events old. */
    static final int EVENTS_BETWEEN_SNAPSHOTS = 100;

    @Bean
    PayloadCodec payloadCodec() {
        return new StoredPayloads();
    }

    @Bean
    StreamKinds streamKinds(NetworkIdentity identity) {
        return StreamKinds.of(identity.networkId());
    }

    @Bean(destroyMethod = "close")
    ExecutorService snapshotThreads() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    /** On threads of its own: no command waits for a snapshot, and none fails with one. */
    @Bean
    StateSnapshotter stateSnapshotter(
            StreamKinds kinds, EventStore store, TransactionManager transactions, ExecutorService snapshotThreads) {
        var builder = StateSnapshotter.of(kinds);
        builder.eventStore(store);
        builder.transactionManager(transactions);
        builder.executor(snapshotThreads);
        return builder.build();
    }

    @Bean
    SimpleCommandBus commandBus(
            TransactionManager transactions, StreamKinds kinds, EventStore store, Snapshotter snapshotter) {
        SimpleCommandBus bus =
                SimpleCommandBus.builder().transactionManager(transactions).build();
        kinds.all().forEach(kind -> subscribe(bus, kind, store, snapshotter));
        return bus;
    }

    private static <S, A extends DecidedStream<?, S, ?>> void subscribe(
            SimpleCommandBus bus, StreamKind<?, S, ?, A> kind, EventStore store, Snapshotter snapshotter) {
        SnapshotTriggerDefinition trigger = kind.snapshots()
                ? new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_BETWEEN_SNAPSHOTS)
                : NoSnapshotTriggerDefinition.INSTANCE;
        var repository = new StreamRepository<>(
                kind,
                store,
                EventSourcingRepository.builder(kind.aggregate())
                        .aggregateFactory(new StreamFactory<>(kind))
                        .eventStore(store)
                        .snapshotTriggerDefinition(trigger)
                        // The log's unique sequence numbers decide a race, on every node alike. A lock in this process
                        // could
                        // wait for a transaction that waits for the lock, which no database would notice.
                        .lockFactory(NullLockFactory.INSTANCE));
        AggregateAnnotationCommandHandler.<A>builder()
                .aggregateType(kind.aggregate())
                .repository(repository)
                .creationPolicyAggregateFactory(id -> kind.empty(String.valueOf(id)))
                .commandTargetResolver(
                        command -> new VersionedAggregateIdentifier((Object) kind.targetOf(command.getPayload()), null))
                .build()
                .subscribe(bus);
    }

    @Bean
    Dispatcher dispatcher(
            CommandBus bus, Transactions transactions, StreamKinds kinds, ClockWatch clock, LogStorageEngine log) {
        return new AxonDispatcher(bus, transactions, kinds, clock, log);
    }

    @Bean
    StateReader stateReader(EventStorageEngine engine, StreamKinds kinds) {
        return new FoldingStateReader(engine, kinds, System::nanoTime);
    }
}
