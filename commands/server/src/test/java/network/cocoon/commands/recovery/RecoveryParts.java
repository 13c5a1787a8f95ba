package network.cocoon.commands.recovery;

import java.time.InstantSource;
import network.cocoon.commands.admission.WindowBook;
import network.cocoon.commands.completion.Closer;
import network.cocoon.commands.inflight.BlobTable;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.node.Nodes;
import network.cocoon.commands.relay.RelayHub;
import network.cocoon.commands.scheduling.Scheduler;
import network.cocoon.commands.settings.CocoonSettings;

/** The watch on given ports. */
public final class RecoveryParts {

    private RecoveryParts() {}

    public static Watch watch(
            RequestTable requests,
            BlobTable blobs,
            RelayHub relays,
            Closer closer,
            Scheduler scheduler,
            WindowBook windows,
            Nodes nodes,
            CocoonSettings settings,
            InstantSource clock) {
        return new Watch(requests, blobs, relays, closer, scheduler, windows, nodes, settings, clock);
    }
}
