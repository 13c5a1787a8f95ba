package network.cocoon.commands.recovery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import network.cocoon.commands.admission.WindowBook;
import network.cocoon.commands.completion.Closer;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.inflight.BlobTable;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.node.Nodes;
import network.cocoon.commands.relay.RelayHub;
import network.cocoon.commands.scheduling.Scheduler;
import network.cocoon.commands.settings.CocoonSettings;

/** The watch on given ports. */
public final class RecoveryParts {

    private RecoveryParts() {}

    /** One look for those who wait for what the database lost. */
    public static Consumer<Instant> lostRequests(Transactions transactions, RequestTable requests, RelayHub relays) {
        return new LostRequests(transactions, requests, relays)::look;
    }

    public static Watch watch(
            Transactions transactions,
            RequestTable requests,
            BlobTable blobs,
            RelayHub relays,
            Closer closer,
            Scheduler scheduler,
            WindowBook windows,
            Nodes nodes,
            CocoonSettings settings,
            InstantSource clock) {
        var lost = new LostRequests(transactions, requests, relays);
        return new Watch(requests, blobs, relays, lost, closer, scheduler, windows, nodes, settings, clock);
    }
}
