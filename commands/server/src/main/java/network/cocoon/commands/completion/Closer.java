package network.cocoon.commands.completion;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.BiFunction;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import org.springframework.stereotype.Component;

/**
 * Ends requests. Each way out locks the request's row, then its lane, then its worker's slot, asks the decider, and gives
 * back what the event says, all in one commit. A request that is over already stays as it is.
 */
@Component
public class Closer {

    private final Transactions transactions;
    private final RequestTable requests;
    private final Releases releases;
    private final Dispatcher dispatcher;
    private final InstantSource clock;

    Closer(
            Transactions transactions,
            RequestTable requests,
            Releases releases,
            Dispatcher dispatcher,
            InstantSource clock) {
        this.transactions = transactions;
        this.requests = requests;
        this.releases = releases;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /** The server itself found that an attempt failed. False where it is over, or another attempt has begun. */
    public boolean fail(RequestId request, int attempt, FailureCode code) {
        return transactions.run(() -> {
            RequestRow row = lock(request);
            if (!row.open() || row.attempt() != attempt) {
                return false;
            }
            end(
                    row,
                    (versions, at) -> new InferenceCommand.Fail(
                            request, null, attempt, code, versions.lane(), versions.slot(), at));
            return true;
        });
    }

    /** As {@link #fail} for whichever attempt is current. */
    public boolean failCurrent(RequestId request, FailureCode code) {
        return transactions.run(() -> fail(request, lock(request).attempt(), code));
    }

    /** A worker says that its attempt failed. Said twice, it is answered like the first time. */
    RequestRow failReported(RequestId request, WorkerId reporter, int attempt, FailureCode code) {
        return transactions.run(() -> {
            RequestRow row = lock(request);
            return end(
                    row,
                    (versions, at) -> new InferenceCommand.Fail(
                            request, reporter, attempt, code, versions.lane(), versions.slot(), at));
        });
    }

    /**
     * The app wants no answer any more.
     *
     * @throws network.cocoon.commands.dispatch.RefusedException where the request is not of this account, or has ended
     *     otherwise
     */
    public RequestRow cancel(RequestId request, AccountId account) {
        return transactions.run(() -> {
            RequestRow row = lock(request);
            if (!row.account().equals(account)) {
                throw unknown();
            }
            return end(
                    row,
                    (versions, at) ->
                            new InferenceCommand.Cancel(request, account, versions.lane(), versions.slot(), at));
        });
    }

    /** Ends a request whose deadline has passed. False where it is over already. */
    public boolean expire(RequestId request) {
        return transactions.run(() -> {
            RequestRow row = lock(request);
            if (!row.open() || clock.instant().isBefore(row.deadline())) {
                return false;
            }
            end(row, (versions, at) -> new InferenceCommand.Expire(request, versions.lane(), versions.slot(), at));
            return true;
        });
    }

    /** Locks, decides, gives back; returns the row as it is then. */
    RequestRow end(RequestRow row, BiFunction<Releases.Versions, Instant, InferenceCommand> command) {
        Releases.Versions versions = releases.lock(row);
        return switch (dispatcher.dispatch(
                command.apply(versions, clock.instant().truncatedTo(ChronoUnit.MILLIS)))) {
            case Outcome.Accepted accepted -> {
                releases.carryOut(row, accepted.events());
                yield requests.find(row.request()).orElseThrow(Closer::unknown);
            }
            case Outcome.AlreadyDone _ -> row;
        };
    }

    RequestRow lock(RequestId request) {
        return requests.lock(request).orElseThrow(Closer::unknown);
    }

    private static RuntimeException unknown() {
        return new RefusedException(InferenceRefusal.REQUEST_UNKNOWN, "no such request");
    }
}
