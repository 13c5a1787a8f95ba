package network.cocoon.commands.dispatch.axon;

import java.util.List;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.provider.ProviderState;
import network.cocoon.domain.registry.RegistryState;
import network.cocoon.domain.settlement.SettlementState;
import network.cocoon.domain.transparency.TransparencyState;
import network.cocoon.domain.worker.WorkerState;
import network.cocoon.eventstore.PayloadCodec;
import network.cocoon.wire.event.EventCodec;
import network.cocoon.wire.json.CocoonJson;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the store writes: events by the catalogue, and snapshots of the streams that can grow. A snapshot is a shortcut,
 * not a fact: one that today's code cannot read is passed over, and the stream is folded from its beginning.
 */
final class StoredPayloads implements PayloadCodec {

    /** Raise it when a state's records change their meaning without changing their fields. */
    private static final int SNAPSHOT_REVISION = 1;

    private final EventCodec events = new EventCodec();
    private final JsonMapper json = CocoonJson.mapper();

    @Override
    public Encoded encode(Object payload) {
        for (Snapshot snapshot : Snapshot.ALL) {
            if (snapshot.type().isInstance(payload)) {
                return new Encoded(snapshot.name(), SNAPSHOT_REVISION, json.writeValueAsBytes(payload));
            }
        }
        EventCodec.Encoded encoded = events.encode(payload);
        return new Encoded(encoded.name(), encoded.revision(), encoded.payload());
    }

    @Override
    public Object decode(String name, int revision, byte[] payload) {
        for (Snapshot snapshot : Snapshot.ALL) {
            if (snapshot.name().equals(name)) {
                if (revision != SNAPSHOT_REVISION) {
                    throw new IllegalArgumentException("a snapshot of revision " + revision);
                }
                return json.readValue(payload, snapshot.type());
            }
        }
        return events.decode(name, revision, payload);
    }

    /** A stream that holds nothing has no snapshot, so each kind has one class of state to write. */
    private record Snapshot(String name, Class<?> type) {

        static final List<Snapshot> ALL = List.of(
                new Snapshot("snapshot.account", AccountState.Open.class),
                new Snapshot("snapshot.worker", WorkerState.Enrolled.class),
                new Snapshot("snapshot.provider", ProviderState.Registered.class),
                new Snapshot("snapshot.registry", RegistryState.class),
                // A period's stream has one event and never a snapshot.
                new Snapshot("snapshot.payouts", SettlementState.Payouts.class),
                new Snapshot("snapshot.reconciliation", SettlementState.Differences.class),
                new Snapshot("snapshot.transparency", TransparencyState.class));
    }
}
