package network.cocoon.commands.scheduling;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import network.cocoon.commands.admission.SlotBook;
import network.cocoon.commands.admission.WindowBook;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.feed.LogEvents;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.metrics.Measures;
import network.cocoon.commands.network.LogKey;
import network.cocoon.commands.node.RelayChoice;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.ModelId;

/** Scheduling on given ports. */
public final class SchedulingParts {

    private SchedulingParts() {}

    public static Assigner assigner(
            MemoryWorkerBoard board,
            SlotBook slots,
            WindowBook windows,
            LogKey logKey,
            RelayChoice relays,
            CocoonSettings settings) {
        return new Assigner(board, slots, windows, logKey, relays, settings);
    }

    public static Scheduler scheduler(
            RequestTable requests,
            Assigner assigner,
            Dispatcher dispatcher,
            Transactions transactions,
            InstantSource clock,
            LogEvents log,
            CocoonSettings settings,
            Measures measures) {
        return new Scheduler(requests, assigner, dispatcher, transactions, clock, log, settings, measures);
    }

    /** Whom an app may seal to now. */
    public static List<Candidate> ready(MemoryWorkerBoard board, ModelId model, Instant until, Instant now) {
        return board.ready(model, Integer.MAX_VALUE, until, now, 100).stream()
                .map(WorkerView::candidate)
                .toList();
    }
}
