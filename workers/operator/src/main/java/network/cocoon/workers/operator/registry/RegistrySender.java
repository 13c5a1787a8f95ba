package network.cocoon.workers.operator.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.wire.api.JournalApi;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.operator.contract.RegistryOrder;
import network.cocoon.workers.operator.contract.RegistryOrder.Checkpoint;
import network.cocoon.workers.operator.contract.RegistryOrder.Publish;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.LogCheckpoint;
import network.cocoon.workers.operator.port.RegistryDue;
import network.cocoon.workers.operator.port.RegistryPlace;
import network.cocoon.workers.operator.port.RegistryReports;
import network.cocoon.workers.operator.port.RegistrySeen;
import network.cocoon.workers.operator.port.RegistryWork;
import network.cocoon.workers.operator.port.ReportRefusedException;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.operator.port.TonGateway;
import network.cocoon.workers.operator.settlement.Failures;
import network.cocoon.workers.operator.settlement.OrderCheck;

/**
 * Publishes what is due, one order at a time. What makes it safe, in order:
 *
 * <ol>
 *   <li>An order has the number that follows the last one in the history that counts, and the contract takes each number
 *       once: whatever else was ever sent under it, by whomever, one of them is carried out at most.
 *   <li>What it publishes is missing in the journal that this history gives, and the books name the journal for which they
 *       say so. So a change that stands there is never published again, though books or bookmarks be behind.
 *   <li>Nothing is kept of what was sent: it is on chain under its number, or it is sent again.
 * </ol>
 */
public final class RegistrySender {

    /** So many of the most entries there can be are kept for revocations. */
    private static final int KEPT_FOR_REVOCATIONS = JournalApi.MOST / 10;

    private final TonGateway chain;
    private final RegistryWork work;
    private final RegistryReports reports;
    private final NetworkRegistry registry;
    private final RegistryPolicy policy;
    private final RegistryFollower follower;
    private final TonAddress address;
    private final OrderCheck check;

    public RegistrySender(
            TonGateway chain,
            RegistryWork work,
            RegistryReports reports,
            NetworkRegistry registry,
            RegistryPolicy policy,
            OrderCheck check) {
        this.chain = chain;
        this.work = work;
        this.reports = reports;
        this.registry = registry;
        this.policy = policy;
        this.check = check;
        this.follower = new RegistryFollower(chain, reports, registry);
        this.address = registry.address();
    }

    /** Reports what happened, and sends what comes next. */
    public void round() {
        try {
            AccountSnapshot account = chain.account(address);
            Optional<RegistryStorage> data = data(account);
            reports.seen(
                    new RegistrySeen(registry.opening(), account.status(), account.balance(), data, account.seen()));
            Optional<RegistryPlace> place = follower.follow(work.place(address));
            if (ready(account, data) && place.isPresent()) {
                send(account, data.orElseThrow(), place.get());
            }
        } catch (TonFailure e) {
            Failures.goOn(reports, e, address.raw());
        } catch (ReportRefusedException e) {
            reports.alarm(Alarm.BOOKS_DIFFER, address.raw());
        }
    }

    private static Optional<RegistryStorage> data(AccountSnapshot account) {
        try {
            return account.data().map(RegistryStorage::of);
        } catch (TonFormatException e) {
            return Optional.empty();
        }
    }

    private boolean ready(AccountSnapshot account, Optional<RegistryStorage> data) {
        switch (account.status()) {
            case UNINITIALISED -> reports.alarm(Alarm.REGISTRY_MISSING, address.raw());
            case FROZEN -> reports.alarm(Alarm.REGISTRY_UNDERFUNDED, address.raw());
            case ACTIVE -> {
                if (data.filter(registry::owns).isEmpty()) {
                    reports.alarm(Alarm.REGISTRY_DIFFERS, address.raw());
                    return false;
                }
                if (account.balance().compareTo(policy.low()) < 0) {
                    reports.alarm(Alarm.REGISTRY_UNDERFUNDED, address.raw());
                }
                return account.balance().compareTo(policy.least()) >= 0;
            }
        }
        return false;
    }

    private void send(AccountSnapshot account, RegistryStorage data, RegistryPlace place) {
        if (account.last().equals(place.at()) && !agrees(data, place)) {
            reports.alarm(Alarm.REGISTRY_DIFFERS, address.raw());
            return;
        }
        if (data.sequence() > place.next()) {
            // One is on the way that does not count yet.
            return;
        }
        next(account.seen().time(), place).ifPresent(order -> {
            Cell message = order.message(address, registry.key());
            if (check.passes(
                    account, message, after -> RegistryStorage.of(after).sequence() == place.next() + 1)) {
                chain.send(message);
            } else {
                reports.alarm(Alarm.ORDER_CHECK_FAILED, address.raw());
            }
        });
    }

    /** What the contract has is what its history makes of it. */
    private static boolean agrees(RegistryStorage data, RegistryPlace place) {
        return data.sequence() == place.next()
                && data.journal().equals(place.journal())
                && data.size() == place.size()
                && data.root().equals(place.root());
    }

    private Optional<RegistryOrder> next(Instant now, RegistryPlace place) {
        RegistryDue due = work.due(address);
        due.foreign()
                .forEach(change -> reports.alarm(
                        Alarm.REGISTRY_ENTRY_FOREIGN, change.item().hex()));
        if (!due.journal().equals(place.journal())) {
            if (work.place(address).equals(place)) {
                // Nobody reported more meanwhile: the books are of another history.
                reports.alarm(Alarm.BOOKS_DIFFER, address.raw());
            }
            return Optional.empty();
        }
        Instant until = now.plus(policy.lasts());
        Optional<RegistryChange> change = publishable(due);
        if (change.filter(it -> it.kind() == RegistryChange.Kind.REVOKE).isPresent()) {
            return change.map(it -> new Publish(place.next(), until, it));
        }
        Optional<LogCheckpoint> checkpoint = now.isBefore(place.anchored().plus(policy.anchorEvery()))
                ? Optional.empty()
                : work.checkpoint().filter(newest -> newest.size() > place.size());
        return checkpoint
                .<RegistryOrder>map(it -> new Checkpoint(place.next(), until, it.size(), it.root()))
                .or(() -> change.map(it -> new Publish(place.next(), until, it)));
    }

    private Optional<RegistryChange> publishable(RegistryDue due) {
        List<RegistryChange> changes = due.changes();
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        boolean revokes = changes.getFirst().kind() == RegistryChange.Kind.REVOKE;
        if (due.entries() < JournalApi.MOST - (revokes ? 0 : KEPT_FOR_REVOCATIONS)) {
            return Optional.of(changes.getFirst());
        }
        reports.alarm(Alarm.REGISTRY_FULL, address.raw());
        return Optional.empty();
    }
}
