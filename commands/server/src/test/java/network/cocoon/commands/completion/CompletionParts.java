package network.cocoon.commands.completion;

import java.time.InstantSource;
import network.cocoon.commands.admission.LaneBook;
import network.cocoon.commands.admission.SlotBook;
import network.cocoon.commands.admission.WindowBook;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.inflight.HeadTable;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Log;
import network.cocoon.commands.memory.MemoryTurns;
import network.cocoon.commands.memory.Tables;
import network.cocoon.commands.network.ThisNode;
import network.cocoon.commands.scheduling.Scheduler;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.WorkerApi.ReportCompletion;

/** Endings on given ports. */
public final class CompletionParts {

    private final AnswerKeys keys;
    private final Closer closer;
    private final Completions completions;

    public CompletionParts(
            Database database,
            Tables tables,
            Transactions transactions,
            RequestTable requests,
            LaneBook lanes,
            SlotBook slots,
            WindowBook windows,
            HeadTable heads,
            Log log,
            Answers answers,
            Scheduler scheduler,
            ThisNode node,
            InstantSource clock) {
        var releases = new Releases(lanes, slots, requests, new MemoryAccruals(database, tables), windows);
        var receiptKeys = new ReceiptKeys(log);
        keys = new AnswerKeys(log, receiptKeys, clock);
        var evidence = new Evidence(transactions, requests, log, clock);
        closer = new Closer(
                transactions,
                requests,
                releases,
                log,
                answers,
                new Bills(heads, keys),
                evidence,
                scheduler,
                node,
                clock);
        completions = new Completions(transactions, new MemoryTurns(database), closer, evidence, receiptKeys, clock);
    }

    public AnswerKeys keys() {
        return keys;
    }

    public Closer closer() {
        return closer;
    }

    public RequestRow complete(WorkerId worker, RequestId request, ReportCompletion report) {
        return completions.complete(worker, request, report);
    }

    public RequestRow failed(RequestId request, WorkerId worker, int attempt, FailureCode code) {
        return closer.failReported(request, worker, attempt, code);
    }
}
