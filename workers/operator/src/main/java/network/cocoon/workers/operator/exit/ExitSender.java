package network.cocoon.workers.operator.exit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import network.cocoon.wire.exit.ExitStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.operator.contract.ExitMessages;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.Bookmarks;
import network.cocoon.workers.operator.port.ExitKnown;
import network.cocoon.workers.operator.port.ExitOrder;
import network.cocoon.workers.operator.port.ExitReports;
import network.cocoon.workers.operator.port.ExitSeen;
import network.cocoon.workers.operator.port.ExitWork;
import network.cocoon.workers.operator.port.ReportRefusedException;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.operator.port.TonGateway;
import network.cocoon.workers.operator.settlement.Failures;
import network.cocoon.workers.operator.settlement.OrderCheck;

/**
 * Keeps the exit's root, one order at a time. What makes it safe, in order:
 *
 * <ol>
 *   <li>Which root a number stands for is in the books before it is sent, and the contract takes numbers that grow: whatever
 *       else was ever sent, by whomever, what comes to stand is a root that the books ordered, and none after a newer one.
 *   <li>That a root stands, that the exit opened and that a claim was paid is known from the history that counts, and reported in its
 *       order. Nothing new is ordered until all of it is.
 *   <li>Nothing is kept of what was sent: the root stands, or it is sent again.
 * </ol>
 */
public final class ExitSender {

    private final TonGateway chain;
    private final ExitWork work;
    private final ExitReports reports;
    private final NetworkExit exit;
    private final ExitPolicy policy;
    private final ExitFollower follower;
    private final TonAddress address;
    private final OrderCheck check;

    public ExitSender(
            TonGateway chain,
            ExitWork work,
            ExitReports reports,
            Bookmarks bookmarks,
            NetworkExit exit,
            ExitPolicy policy,
            OrderCheck check) {
        this.chain = chain;
        this.work = work;
        this.reports = reports;
        this.exit = exit;
        this.policy = policy;
        this.check = check;
        this.address = exit.address();
        this.follower = new ExitFollower(chain, work, reports, bookmarks, address);
    }

    /** Reports what happened, and sends the root that comes next. */
    public void round() {
        try {
            AccountSnapshot account = chain.account(address);
            Optional<ExitStorage> data = data(account);
            reports.seen(
                    new ExitSeen(address, exit.terms(), account.status(), account.balance(), data, account.seen()));
            Optional<Instant> through = follower.follow();
            if (through.isPresent() && isClosed(account, through.get()) && ready(account, data)) {
                send(account, data);
            }
        } catch (TonFailure e) {
            Failures.goOn(reports, e, address.raw());
        } catch (ReportRefusedException e) {
            reports.alarm(Alarm.BOOKS_DIFFER, address.raw());
        }
    }

    private static Optional<ExitStorage> data(AccountSnapshot account) {
        try {
            return account.data().map(ExitStorage::of);
        } catch (TonFormatException e) {
            return Optional.empty();
        }
    }

    private boolean isClosed(AccountSnapshot account, Instant through) {
        ExitKnown known = work.known();
        if (known.number() == 0) {
            return true;
        }
        if (!known.open() && !through.isBefore(known.opensAt().plus(policy.certainty()))) {
            reports.opened(known.number(), through);
            known = work.known();
        }
        if (known.open()) {
            reports.alarm(Alarm.EXIT_OPEN, address.raw());
            return false;
        }
        Duration half = Duration.between(known.since(), known.opensAt()).dividedBy(2);
        if (account.seen().time().isAfter(known.since().plus(half))) {
            reports.alarm(Alarm.EXIT_OPENS_SOON, address.raw());
        }
        return true;
    }

    private boolean ready(AccountSnapshot account, Optional<ExitStorage> data) {
        boolean pays = account.balance().compareTo(policy.least()) >= 0;
        return switch (account.status()) {
            case UNINITIALISED -> {
                // The first root deploys it with the coins that wait.
                if (!pays) {
                    reports.alarm(Alarm.EXIT_MISSING, address.raw());
                }
                yield pays;
            }
            case FROZEN -> {
                reports.alarm(Alarm.EXIT_UNDERFUNDED, address.raw());
                yield false;
            }
            case ACTIVE -> {
                boolean ours = data.filter(exit::owns).isPresent();
                if (!ours) {
                    reports.alarm(Alarm.EXIT_DIFFERS, address.raw());
                } else if (account.balance().compareTo(policy.low()) < 0) {
                    reports.alarm(Alarm.EXIT_UNDERFUNDED, address.raw());
                }
                yield ours && pays;
            }
        };
    }

    private void send(AccountSnapshot account, Optional<ExitStorage> data) {
        Instant now = account.seen().time();
        long onChain = data.map(ExitStorage::number).orElse(0L);
        Optional<ExitOrder> order = work.order(now);
        // One that is there already does not count yet.
        order.filter(it -> it.number() > onChain).ifPresent(it -> {
            Cell message = ExitMessages.setRoot(
                    address,
                    exit.key(),
                    it.number(),
                    now.plus(policy.lasts()),
                    it.root(),
                    data.isEmpty() ? exit.initial() : null);
            if (check.passes(account, message, after -> stands(it, ExitStorage.of(after)))) {
                chain.send(message);
            } else {
                reports.alarm(Alarm.ORDER_CHECK_FAILED, address.raw());
            }
        });
    }

    private static boolean stands(ExitOrder order, ExitStorage data) {
        return data.number() == order.number() && data.root().equals(order.root());
    }
}
