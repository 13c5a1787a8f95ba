package network.cocoon.commands.completion;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.inflight.HeadRow;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.network.ThisNode;
import network.cocoon.commands.scheduling.Scheduler;
import network.cocoon.domain.inference.AcknowledgedHead;
import network.cocoon.domain.inference.Attempts;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.RequestApi.State;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Ends attempts and requests. Each way out stops the answer where it is, locks the request's row, then its lane, then its
 * worker's slot, asks the decider, and gives back what the event says, all in one commit: what the app acknowledged is
 * billed, the rest returns. A request that is over already stays as it is.
 */
@Component
public class Closer {

    private final Transactions transactions;
    private final RequestTable requests;
    private final Releases releases;
    private final Dispatcher dispatcher;
    private final Answers answers;
    private final Bills bills;
    private final Evidence evidence;
    private final Scheduler scheduler;
    private final ThisNode node;
    private final InstantSource clock;

    Closer(
            Transactions transactions,
            RequestTable requests,
            Releases releases,
            Dispatcher dispatcher,
            Answers answers,
            Bills bills,
            Evidence evidence,
            Scheduler scheduler,
            ThisNode node,
            InstantSource clock) {
        this.transactions = transactions;
        this.requests = requests;
        this.releases = releases;
        this.dispatcher = dispatcher;
        this.answers = answers;
        this.bills = bills;
        this.evidence = evidence;
        this.scheduler = scheduler;
        this.node = node;
        this.clock = clock;
    }

    /** What an ending of one kind asks of the decider; the head is null where nothing is to be billed. */
    @FunctionalInterface
    private interface Ending {
        InferenceCommand command(
                RequestRow row, @Nullable AcknowledgedHead head, Releases.Versions versions, Instant at);
    }

    /**
     * The server itself found that a request cannot go on. False where it is over, or another attempt has begun. Never
     * within a transaction, like every ending.
     */
    public boolean fail(RequestId request, int attempt, FailureCode code) {
        RequestRow row = find(request);
        if (!row.open() || row.attempt() != attempt) {
            return false;
        }
        return end(row, failure(null, attempt, code)).isPresent();
    }

    /** As {@link #fail} for whichever attempt is current. */
    public boolean failCurrent(RequestId request, FailureCode code) {
        return fail(request, find(request).attempt(), code);
    }

    /**
     * The server itself found that an attempt failed: before its first frame another worker gets the request, after it the
     * request has failed. False where the attempt is not running any more.
     */
    public boolean failAttempt(RequestId request, int attempt, FailureCode code) {
        RequestRow row = find(request);
        if (row.state() != State.ASSIGNED || row.attempt() != attempt) {
            return false;
        }
        failAttempt(row, null, attempt, code);
        return true;
    }

    /** As {@link #failAttempt} for whichever attempt is current: the node that was to relay it is gone. */
    public boolean relayLost(RequestId request) {
        return failAttempt(request, find(request).attempt(), FailureCode.RELAY_LOST);
    }

    /** A worker says that its attempt failed. Said twice, it is answered like the first time. */
    RequestRow failReported(RequestId request, WorkerId reporter, int attempt, FailureCode code) {
        return failAttempt(find(request), reporter, attempt, code);
    }

    private RequestRow failAttempt(RequestRow row, @Nullable WorkerId reporter, int attempt, FailureCode code) {
        RequestId request = row.request();
        if (row.open() && mayGoToAnother(row, attempt, code)) {
            try (Answers.Held held = answers.hold(row)) {
                if (!held.begun() && transactions.run(() -> passOn(lock(request), reporter, attempt, code))) {
                    held.attemptOver();
                }
            }
            RequestRow now = find(request);
            if (!running(now, attempt)) {
                // In a transaction of its own: with one worker's slot locked it could not wait for another's.
                scheduler.place(request);
                return find(request);
            }
        }
        return end(row, failure(reporter, attempt, code)).orElseGet(() -> find(request));
    }

    /** False where it cannot be: a frame of what broke elsewhere may have passed there. */
    private boolean passOn(RequestRow locked, @Nullable WorkerId reporter, int attempt, FailureCode code) {
        if (running(locked, attempt) && !node.id().equals(locked.relay()) && bills.mayHaveBegun(locked)) {
            return false;
        }
        decide(
                locked,
                (versions, at) -> new InferenceCommand.FailAttempt(
                        locked.request(), reporter, attempt, code, versions.slot(), at));
        return true;
    }

    /** An attempt that is over stays so. */
    private static boolean mayGoToAnother(RequestRow row, int attempt, FailureCode code) {
        return row.state() != State.ASSIGNED
                || (running(row, attempt) && code.fault() != Actor.USER && attempt < Attempts.MOST);
    }

    private static boolean running(RequestRow row, int attempt) {
        return row.state() == State.ASSIGNED && row.attempt() == attempt;
    }

    /**
     * The app wants no answer any more.
     *
     * @throws RefusedException where the request is not of this account, or has ended otherwise
     */
    public RequestRow cancel(RequestId request, AccountId account) {
        RequestRow row = find(request);
        if (!row.account().equals(account)) {
            throw unknown();
        }
        return end(
                        row,
                        (_, head, versions, at) -> new InferenceCommand.Cancel(
                                request, account, head, versions.lane(), versions.slot(), at))
                .orElseGet(() -> find(request));
    }

    /** Ends a request whose deadline has passed. False where it is over already. */
    public boolean expire(RequestId request) {
        RequestRow row = find(request);
        if (!row.open() || clock.instant().isBefore(row.deadline())) {
            return false;
        }
        return end(
                        row,
                        (_, head, versions, at) ->
                                new InferenceCommand.Expire(request, head, versions.lane(), versions.slot(), at))
                .isPresent();
    }

    private static Ending failure(@Nullable WorkerId reporter, int attempt, FailureCode code) {
        return (row, head, versions, at) -> new InferenceCommand.Fail(
                row.request(), reporter, attempt, code, head, versions.lane(), versions.slot(), at);
    }

    /**
     * Stops the answer and ends the request, by a bill where something was acknowledged. A head that the decider does not
     * accept is kept as evidence against the worker, and the request ends without a bill.
     *
     * @return the row as it is then; empty where the decider says that it had ended so before
     */
    private Optional<RequestRow> end(RequestRow seen, Ending ending) {
        try (Answers.Held held = answers.hold(seen)) {
            Optional<RequestRow> ended;
            try {
                ended = end(seen, held, ending, true);
            } catch (UnbillableHead e) {
                evidence.keep(e.worker, seen.request(), e.digest, e.refused);
                ended = end(seen, held, ending, false);
            }
            held.over();
            return ended;
        }
    }

    private Optional<RequestRow> end(RequestRow seen, Answers.Held held, Ending ending, boolean billed) {
        return transactions.run(() -> {
            RequestRow row = lock(seen.request());
            Optional<HeadRow> head = billed ? bills.highest(row, held) : Optional.empty();
            AcknowledgedHead bill = head.map(it -> toBill(row, it)).orElse(null);
            try {
                Optional<RequestRow> ended = decide(row, (versions, at) -> ending.command(row, bill, versions, at));
                ended.ifPresent(it -> releases.leftWindow(it, held.unacknowledged(), clock.instant()));
                return ended;
            } catch (RefusedException refused) {
                if (head.isPresent() && row.worker() != null && Bills.isAboutTheHead(refused)) {
                    throw new UnbillableHead(row.worker(), head.get(), refused);
                }
                throw refused;
            }
        });
    }

    private AcknowledgedHead toBill(RequestRow row, HeadRow head) {
        WorkerId worker = Objects.requireNonNull(row.worker());
        try {
            return bills.toBill(row, head);
        } catch (RefusedException refused) {
            throw new UnbillableHead(worker, head, refused);
        }
    }

    /** Rolls an ending back, for the head that it was to bill. */
    private static final class UnbillableHead extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient WorkerId worker;
        private final transient Digest digest;
        private final transient RefusedException refused;

        UnbillableHead(WorkerId worker, HeadRow head, RefusedException refused) {
            super("a head that cannot be billed", null, false, false);
            this.worker = worker;
            this.digest =
                    Digest.sha256(head.head().toArray(), head.headSignature().toArray());
            this.refused = refused;
        }
    }

    /** Locks, decides, gives back; returns the row as it is then, or nothing where it was so already. */
    Optional<RequestRow> decide(RequestRow row, BiFunction<Releases.Versions, Instant, InferenceCommand> command) {
        Releases.Versions versions = releases.lock(row);
        return switch (dispatcher.dispatch(
                command.apply(versions, clock.instant().truncatedTo(ChronoUnit.MILLIS)))) {
            case Outcome.Accepted accepted -> Optional.of(releases.carryOut(row, accepted.events()));
            case Outcome.AlreadyDone _ -> Optional.empty();
        };
    }

    /** Locks what several orders need, before the first of them. */
    void lockAll(List<RequestId> several) {
        releases.lockAll(requests.lockAll(several));
        dispatcher.expect(several.stream().map(RequestId::value).toList());
    }

    RequestRow lock(RequestId request) {
        return requests.lock(request).orElseThrow(Closer::unknown);
    }

    private RequestRow find(RequestId request) {
        return requests.find(request).orElseThrow(Closer::unknown);
    }

    private static RuntimeException unknown() {
        return new RefusedException(InferenceRefusal.REQUEST_UNKNOWN, "no such request");
    }
}
