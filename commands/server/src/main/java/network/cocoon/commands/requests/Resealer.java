package network.cocoon.commands.requests;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.inflight.BlobTable;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.scheduling.Assigner;
import network.cocoon.commands.scheduling.Scheduler;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.State;
import org.springframework.stereotype.Component;

/**
 * Takes new wraps of a request of which no candidate was left: reservation, terms and deadline stand, the sealed bytes are
 * replaced, and it is assigned in the same commit where a slot is free.
 */
@Component
class Resealer {

    private final Transactions transactions;
    private final RequestTable requests;
    private final BlobTable blobs;
    private final Terms terms;
    private final Assigner assigner;
    private final Scheduler scheduler;
    private final Dispatcher dispatcher;
    private final InstantSource clock;

    Resealer(
            Transactions transactions,
            RequestTable requests,
            BlobTable blobs,
            Terms terms,
            Assigner assigner,
            Scheduler scheduler,
            Dispatcher dispatcher,
            InstantSource clock) {
        this.transactions = transactions;
        this.requests = requests;
        this.blobs = blobs;
        this.terms = terms;
        this.assigner = assigner;
        this.scheduler = scheduler;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /** The same wraps again are answered as the first time. */
    RequestRow reseal(Submission submission) {
        RequestRow before = requests.find(submission.header().request())
                .filter(found -> found.account().equals(submission.header().account()))
                .orElseThrow(Resealer::unknown);
        if (submission.isThatOf(before)) {
            return before;
        }
        Terms.Again agreed = terms.again(submission, now());
        RequestRow row = transactions.run(() -> accept(submission, agreed));
        if (row.state() == State.QUEUED) {
            scheduler.wake();
        }
        return row;
    }

    private RequestRow accept(Submission submission, Terms.Again agreed) {
        RequestId request = submission.header().request();
        RequestRow row = requests.lock(request).orElseThrow(Resealer::unknown);
        Instant now = now();
        Optional<Assignment> assignment =
                row.state() == State.RESEAL_REQUIRED ? assigner.assign(task(row, agreed), now) : Optional.empty();
        Outcome outcome = dispatcher.dispatch(new InferenceCommand.Reseal(
                request,
                row.account(),
                agreed.key().publicKey(),
                submission.blob().header(),
                submission.facts(),
                submission.headerHash(),
                submission.ciphertextDigest(),
                submission.blob().ciphertext().length(),
                agreed.candidates(),
                submission.signature(),
                assignment.orElse(null),
                now));
        switch (outcome) {
            case Outcome.Accepted accepted -> {
                requests.resealed(accepted.only(InferenceEvent.Resealed.class));
                assignment.ifPresent(it -> requests.assigned(request, it, now));
                blobs.replace(request, submission.blob());
            }
            case Outcome.AlreadyDone _ -> {}
        }
        return requests.find(request).orElseThrow(Resealer::unknown);
    }

    private static Assigner.Task task(RequestRow row, Terms.Again agreed) {
        return new Assigner.Task(
                row.request(),
                row.account(),
                row.model(),
                agreed.candidates(),
                row.maxCoefficient(),
                row.reserved(),
                row.attempt() + 1,
                row.deadline());
    }

    private static RefusedException unknown() {
        return new RefusedException(InferenceRefusal.REQUEST_UNKNOWN, "no such request");
    }

    /** As events state it: a key that begins within this millisecond is not in force yet. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
