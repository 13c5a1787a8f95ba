package network.cocoon.commands.requests;

import java.time.InstantSource;
import network.cocoon.commands.admission.Budgets;
import network.cocoon.commands.completion.AnswerKeys;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.inflight.BlobTable;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Log;
import network.cocoon.commands.memory.MemoryTurns;
import network.cocoon.commands.memory.Tables;
import network.cocoon.commands.network.ThisNode;
import network.cocoon.commands.scheduling.Assigner;
import network.cocoon.commands.scheduling.Scheduler;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.wire.api.RequestApi.SubmitRequest;

/** Submitting on given ports. */
public final class RequestParts {

    private final Submitter submitter;
    private final Resealer resealer;

    /** @param proven after how many orders an app shares commits with others */
    public RequestParts(
            int proven,
            Database database,
            Tables tables,
            Transactions transactions,
            RequestTable requests,
            BlobTable blobs,
            Budgets budgets,
            Assigner assigner,
            Scheduler scheduler,
            Log log,
            AnswerKeys keys,
            ThisNode node,
            CocoonSettings settings,
            InstantSource clock) {
        var terms = new Terms(log, new MemorySealingKeys(database, tables));
        resealer = new Resealer(transactions, requests, blobs, terms, assigner, scheduler, log, clock);
        submitter = new Submitter(
                transactions,
                new MemoryTurns(database),
                new GoodCompany(proven),
                requests,
                blobs,
                terms,
                new WaitingRoom(requests, settings, clock),
                budgets,
                assigner,
                scheduler,
                log,
                keys,
                node,
                settings,
                clock);
    }

    /** @param follows whether the app is told of nothing before its answer begins, if it begins here */
    public RequestRow submit(SubmitRequest submitted, boolean follows) {
        return submitter.submit(Submission.of(submitted), follows);
    }

    public RequestRow reseal(SubmitRequest submitted) {
        return resealer.reseal(Submission.of(submitted));
    }
}
