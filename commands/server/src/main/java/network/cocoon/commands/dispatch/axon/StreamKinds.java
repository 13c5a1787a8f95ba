package network.cocoon.commands.dispatch.axon;

import java.util.List;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountDecider;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceDecider;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.InferenceState;
import network.cocoon.domain.provider.ProviderCommand;
import network.cocoon.domain.provider.ProviderDecider;
import network.cocoon.domain.provider.ProviderEvent;
import network.cocoon.domain.provider.ProviderState;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.domain.registry.RegistryDecider;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.domain.registry.RegistryState;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementState;
import network.cocoon.domain.transparency.TransparencyCommand;
import network.cocoon.domain.transparency.TransparencyDecider;
import network.cocoon.domain.transparency.TransparencyEvent;
import network.cocoon.domain.transparency.TransparencyState;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.domain.worker.WorkerDecider;
import network.cocoon.domain.worker.WorkerEvent;
import network.cocoon.domain.worker.WorkerState;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.tonproof.WalletCells;

/**
 * The seven kinds of stream. Their names are in the log for ever.
 *
 * @param account    grows with keys and credit, so it is snapshotted
 * @param inference  a handful of events each
 * @param worker     grows with every attestation, so it is snapshotted
 * @param registry   one stream for the network, snapshotted
 * @param settlement one event for each period; one stream for the network's payouts, which grows, so it is snapshotted
 * @param transparency one stream of the network's checkpoints, snapshotted
 */
record StreamKinds(
        StreamKind<AccountCommand, AccountState, AccountEvent, AccountStream> account,
        StreamKind<InferenceCommand, InferenceState, InferenceEvent, InferenceStream> inference,
        StreamKind<WorkerCommand, WorkerState, WorkerEvent, WorkerStream> worker,
        StreamKind<ProviderCommand, ProviderState, ProviderEvent, ProviderStream> provider,
        StreamKind<RegistryCommand, RegistryState, RegistryEvent, RegistryStream> registry,
        StreamKind<SettlementCommand, SettlementState, SettlementEvent, SettlementStream> settlement,
        StreamKind<TransparencyCommand, TransparencyState, TransparencyEvent, TransparencyStream> transparency) {

    static final String ACCOUNT = "account";
    static final String INFERENCE = "inference";
    static final String WORKER = "worker";
    static final String PROVIDER = "provider";
    static final String REGISTRY = "registry";
    static final String SETTLEMENT = "settlement";
    static final String TRANSPARENCY = "transparency";

    /** @param networkId the network whose statements are accepted */
    static StreamKinds of(String networkId) {
        return new StreamKinds(
                new StreamKind<>(
                        ACCOUNT,
                        AccountStream.class,
                        AccountCommand.class,
                        AccountState.class,
                        AccountEvent.class,
                        new AccountDecider(networkId, new EscrowCells()),
                        c -> c.account().value(),
                        AccountStream::new,
                        true),
                new StreamKind<>(
                        INFERENCE,
                        InferenceStream.class,
                        InferenceCommand.class,
                        InferenceState.class,
                        InferenceEvent.class,
                        new InferenceDecider(),
                        c -> c.request().value(),
                        InferenceStream::new,
                        false),
                new StreamKind<>(
                        WORKER,
                        WorkerStream.class,
                        WorkerCommand.class,
                        WorkerState.class,
                        WorkerEvent.class,
                        new WorkerDecider(),
                        c -> c.worker().value(),
                        WorkerStream::new,
                        true),
                new StreamKind<>(
                        PROVIDER,
                        ProviderStream.class,
                        ProviderCommand.class,
                        ProviderState.class,
                        ProviderEvent.class,
                        new ProviderDecider(networkId, new WalletCells()),
                        c -> c.provider().value(),
                        ProviderStream::new,
                        true),
                new StreamKind<>(
                        REGISTRY,
                        RegistryStream.class,
                        RegistryCommand.class,
                        RegistryState.class,
                        RegistryEvent.class,
                        new RegistryDecider(),
                        _ -> RegistryDecider.STREAM_ID,
                        RegistryStream::new,
                        true),
                new StreamKind<>(
                        SETTLEMENT,
                        SettlementStream.class,
                        SettlementCommand.class,
                        SettlementState.class,
                        SettlementEvent.class,
                        new SettlementDecider(),
                        SettlementCommand::stream,
                        SettlementStream::new,
                        true),
                new StreamKind<>(
                        TRANSPARENCY,
                        TransparencyStream.class,
                        TransparencyCommand.class,
                        TransparencyState.class,
                        TransparencyEvent.class,
                        new TransparencyDecider(),
                        _ -> TransparencyDecider.STREAM_ID,
                        TransparencyStream::new,
                        true));
    }

    List<StreamKind<?, ?, ?, ?>> all() {
        return List.of(account, inference, worker, provider, registry, settlement, transparency);
    }

    /** @throws IllegalArgumentException where no stream takes it */
    StreamKind<?, ?, ?, ?> forCommand(Object command) {
        return all().stream()
                .filter(kind -> kind.command().isInstance(command))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no stream takes " + command.getClass().getName()));
    }
}
