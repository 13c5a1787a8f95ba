package network.cocoon.commands.requests;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import network.cocoon.commands.admission.Budgets;
import network.cocoon.commands.completion.AnswerKeys;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.GroupCommit;
import network.cocoon.commands.dispatch.NotTogetherException;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.dispatch.Turns;
import network.cocoon.commands.inflight.BlobTable;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.network.ThisNode;
import network.cocoon.commands.requests.GoodCompany.Company;
import network.cocoon.commands.scheduling.Assigner;
import network.cocoon.commands.scheduling.Scheduler;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.State;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;

/**
 * Accepts a sealed request: reservation, day, key, slot, both events, row and blob in one commit. The same submission
 * again gets the same answer; another under the same id is refused for ever.
 *
 * <p>Locks in order: lane, key, day, slot, stream, and the new row, for which only a submission under the same id can wait.
 */
@Component
class Submitter {

    /** No request waits longer, whatever its header says. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private final Transactions transactions;
    private final GroupCommit<Company, Checked, RequestRow> commits;
    private final GoodCompany company;
    private final RequestTable requests;
    private final BlobTable blobs;
    private final Terms terms;
    private final WaitingRoom waiting;
    private final Budgets budgets;
    private final Assigner assigner;
    private final Scheduler scheduler;
    private final Dispatcher dispatcher;
    private final AnswerKeys keys;
    private final ThisNode node;
    private final CocoonSettings settings;
    private final InstantSource clock;

    Submitter(
            Transactions transactions,
            Turns turns,
            GoodCompany company,
            RequestTable requests,
            BlobTable blobs,
            Terms terms,
            WaitingRoom waiting,
            Budgets budgets,
            Assigner assigner,
            Scheduler scheduler,
            Dispatcher dispatcher,
            AnswerKeys keys,
            ThisNode node,
            CocoonSettings settings,
            InstantSource clock) {
        this.transactions = transactions;
        // Those of one app would wait for its day's row, those of several for a worker's: they wait in memory and share
        // a commit.
        this.commits = new GroupCommit<>(transactions, turns, new Accepting());
        this.company = company;
        this.requests = requests;
        this.blobs = blobs;
        this.terms = terms;
        this.waiting = waiting;
        this.budgets = budgets;
        this.assigner = assigner;
        this.scheduler = scheduler;
        this.dispatcher = dispatcher;
        this.keys = keys;
        this.node = node;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A submission that may be accepted.
     *
     * @param follows whether its app hears of it by its answer first, and of nothing before a worker has it
     * @param begun   once it was tried
     */
    private record Checked(Submission submission, Terms.Agreed agreed, boolean follows, AtomicBoolean begun) {

        RequestId request() {
            return submission.header().request();
        }

        AccountId account() {
            return submission.header().account();
        }

        Budgets.Payer payer() {
            return new Budgets.Payer(account(), submission.header().clientKey());
        }
    }

    private final class Accepting implements GroupCommit.Work<Checked, RequestRow> {

        @Override
        public String id(Checked order) {
            return order.request().value();
        }

        @Override
        public Object whose(Checked order) {
            return order.account();
        }

        @Override
        public void prepare(List<Checked> orders) {
            List<String> streams =
                    orders.stream().map(order -> order.request().value()).toList();
            // Few submissions come twice; where one did, all are looked for.
            if (orders.stream().noneMatch(order -> order.begun().get())) {
                dispatcher.expectNew(streams);
            } else {
                dispatcher.expect(streams);
            }
            orders.forEach(order -> order.begun().set(true));
            Set<Budgets.Payer> payers = orders.stream().map(Checked::payer).collect(Collectors.toSet());
            if (payers.size() > 1) {
                budgets.lock(payers, now());
            }
        }

        @Override
        public RequestRow carryOut(Checked order) {
            try {
                return accept(order.submission(), order.agreed());
            } catch (RefusedException | TwinException | NotTogetherException e) {
                company.spoilt(order.account());
                throw e;
            }
        }

        /** The worker gets it from the log, whose order is a commit that waits. Until then nobody was told of it. */
        @Override
        public boolean mayCommitLate(List<Checked> orders, List<RequestRow> rows) {
            return orders.stream().allMatch(Checked::follows)
                    && rows.stream().allMatch(row -> node.id().equals(row.answeredAt()));
        }
    }

    /** @param follows whether the caller reads the answer at once where it passes here, and is told of nothing before */
    RequestRow submit(Submission submission, boolean follows) {
        AccountId account = submission.header().account();
        RequestRow row;
        try {
            waiting.admit(submission.header().model(), account);
            // Outside the transaction: nothing that is read here may change to the worse unnoticed but for an instant.
            Terms.Agreed agreed = terms.check(submission, now());
            row = commits.run(company.of(account), new Checked(submission, agreed, follows, new AtomicBoolean()));
            company.accepted(account);
            keys.accepted(row.request(), agreed.key().publicKey());
        } catch (RefusedException | TwinException e) {
            // What was accepted stands, whatever has changed since: looked at only where it is not the first.
            row = earlier(submission).orElseThrow(() -> e instanceof TwinException ? lost() : e);
        }
        if (row.state() == State.QUEUED) {
            waiting.joined(row.model(), row.account());
            // A slot may have become free while this was being written.
            scheduler.wake();
        }
        return row;
    }

    /** What is told of it lasts: it may have been accepted by a commit that did not wait for the disk, the lock's does. */
    private Optional<RequestRow> earlier(Submission submission) {
        RequestId request = submission.header().request();
        Optional<RequestRow> row = requests.find(request);
        if (row.isPresent() && !submission.isThatOf(row.get())) {
            throw new RefusedException(
                    InferenceRefusal.REQUEST_ID_REPLAYED, "this request id was used for other content");
        }
        return row.flatMap(_ -> transactions.run(() -> requests.lock(request)));
    }

    /** As for everybody whose call meets the loss of a database: the same call may be sent again. */
    private static DataAccessException lost() {
        return new TransientDataAccessResourceException("the commit that accepted it went with the database");
    }

    private RequestRow accept(Submission submission, Terms.Agreed agreed) {
        var header = submission.header();
        RequestId request = header.request();
        Instant now = now();
        Instant longest = now.plus(LONGEST);
        Instant deadline = header.notAfter().isBefore(longest) ? header.notAfter() : longest;
        Budgets.Reserved reserved = budgets.reserve(new Budgets.Demand(
                request,
                header.account(),
                header.clientKey(),
                header.maxCost(),
                agreed.account().requestsPerDay(),
                agreed.key().spendPerDay(),
                now));
        Optional<Assignment> assignment = assigner.assign(
                new Assigner.Task(
                        request,
                        header.account(),
                        header.model(),
                        agreed.candidates(),
                        header.maxCoefficient(),
                        header.maxCost(),
                        1,
                        deadline),
                now);
        Outcome outcome = dispatcher.dispatch(new InferenceCommand.Submit(
                request,
                header.account(),
                header.clientKey(),
                agreed.key().publicKey(),
                header.modelDigest(),
                submission.blob().header(),
                submission.facts(),
                submission.headerHash(),
                submission.ciphertextDigest(),
                submission.blob().ciphertext().length(),
                agreed.candidates(),
                agreed.prices(),
                reserved.reservation(),
                reserved.day(),
                submission.signature(),
                deadline,
                assignment.orElse(null),
                now));
        return switch (outcome) {
            case Outcome.Accepted accepted -> {
                var requested = accepted.only(InferenceEvent.Requested.class);
                RequestRow row = requests.insert(requested, assignment.orElse(null));
                blobs.insert(
                        request,
                        submission.blob(),
                        requested.deadline().plus(settings.requests().keepCiphertext()));
                yield row;
            }
            // What was reserved for it a second time goes back with this transaction.
            case Outcome.AlreadyDone _ -> throw new TwinException();
        };
    }

    /** The same submission was accepted before. */
    private static final class TwinException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TwinException() {
            super("the same submission was accepted before", null, false, false);
        }
    }

    /** As events state it: a key that begins within this millisecond is not in force yet. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
