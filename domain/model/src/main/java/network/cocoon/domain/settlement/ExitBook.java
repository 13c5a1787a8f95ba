package network.cocoon.domain.settlement;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.SettlementCommand.OrderExitRoot;
import network.cocoon.domain.settlement.SettlementCommand.RecordExitClaim;
import network.cocoon.domain.settlement.SettlementCommand.RecordExitOpen;
import network.cocoon.domain.settlement.SettlementCommand.RecordExitRoot;
import network.cocoon.domain.settlement.SettlementEvent.ExitClaimed;
import network.cocoon.domain.settlement.SettlementEvent.ExitOpened;
import network.cocoon.domain.settlement.SettlementEvent.ExitRootOrdered;
import network.cocoon.domain.settlement.SettlementEvent.ExitRootSet;
import network.cocoon.domain.settlement.SettlementState.Payouts;
import org.jspecify.annotations.Nullable;

/**
 * Decisions about the exit. Nobody is paid by it and by a batch, because
 *
 * <ol>
 *   <li>a root lists what is carried, which is in no batch that could still pay it;
 *   <li>a batch's message is accepted when a root stands that was ordered after the batch was scheduled ({@link Exit#refuses}):
 *       numbers only grow, so from then on no root can come to stand that lists what is in it;
 *   <li>that message ends before the exit could open;
 *   <li>once the exit is open, batches that could not be sent are over, and what the last root lists is paid by the exit alone.
 * </ol>
 */
final class ExitBook {

    private ExitBook() {}

    static Decision<SettlementEvent> order(OrderExitRoot c, Payouts book) {
        Exit exit = book.exit();
        if (exit != null && !(exit.address().equals(c.exit()) && exit.terms().equals(c.terms()))) {
            return differs(exit);
        }
        long next = exit == null ? 1 : exit.ordered() + 1;
        if (c.number() < next) {
            return alreadyDone();
        }
        if (exit != null && exit.open()) {
            return reject(SettlementRefusal.EXIT_OPEN, "no root follows the one that is claimed from");
        }
        if (c.number() > next || (exit != null && exit.underWay() != null)) {
            return reject(SettlementRefusal.ROOT_UNDER_WAY, "root " + (next - 1) + " does not stand yet");
        }
        if (!RawAddress.is(c.exit())
                || !c.terms().canBe()
                || !PayoutBook.areSane(c.payees())
                || !isWhole(c.payees(), book)) {
            return reject(
                    SettlementRefusal.INVALID_ROOT,
                    "a raw address, terms, and everybody who is owed in order of id with raw addresses; of more than "
                            + ExitTree.MOST_LEAVES + " those who are owed most");
        }
        List<Payment> owed = c.payees().stream()
                .map(payee -> new Payment(payee.provider(), payee.address(), carried(payee.provider(), book)))
                .filter(payment -> !payment.amount().isZero())
                .toList();
        return accept(new ExitRootOrdered(
                c.exit(), c.terms(), c.number(), ExitTree.of(owed).root(), owed, c.at()));
    }

    /** Nobody is left out who is owed anything, unless all leaves are taken by who is owed as much. */
    private static boolean isWhole(List<Payee> payees, Payouts book) {
        if (payees.size() > ExitTree.MOST_LEAVES) {
            return false;
        }
        Set<ProviderId> named = new HashSet<>();
        payees.forEach(payee -> named.add(payee.provider()));
        Nanoton leftOut = book.balances().entrySet().stream()
                .filter(entry -> !named.contains(entry.getKey()))
                .map(entry -> entry.getValue().carried())
                .max(Comparator.naturalOrder())
                .orElse(Nanoton.ZERO);
        return leftOut.isZero()
                || (payees.size() == ExitTree.MOST_LEAVES
                        && payees.stream()
                                .allMatch(
                                        payee -> carried(payee.provider(), book).compareTo(leftOut) >= 0));
    }

    private static Nanoton carried(ProviderId provider, Payouts book) {
        return book.balances().getOrDefault(provider, Balance.NOTHING).carried();
    }

    static Decision<SettlementEvent> stands(RecordExitRoot c, Payouts book) {
        Exit exit = book.exit();
        if (exit == null || !exit.address().equals(c.exit())) {
            return differs(exit);
        }
        ExitRoot standing = exit.standing();
        if (standing != null && c.number() <= standing.number()) {
            return c.number() < standing.number() || standing.root().equals(c.root())
                    ? alreadyDone()
                    : contradiction("root " + c.number() + " was said to be another");
        }
        ExitRoot ordered = exit.underWay();
        if (exit.open()
                || ordered == null
                || ordered.number() != c.number()
                || !ordered.root().equals(c.root())) {
            return contradiction("root " + c.number() + " was never ordered here: somebody else has the exit's key");
        }
        return accept(new ExitRootSet(c.exit(), c.number(), c.root(), c.transaction(), c.at()));
    }

    /** Batches that could not be sent yet are over with it: what is in them may be listed by the root that now counts for ever. */
    static Decision<SettlementEvent> open(RecordExitOpen c, Payouts book) {
        Exit exit = book.exit();
        if (exit == null || !exit.address().equals(c.exit())) {
            return differs(exit);
        }
        if (exit.open()) {
            return alreadyDone();
        }
        ExitRoot standing = exit.standing();
        if (standing == null || standing.number() != c.number()) {
            return contradiction("root " + c.number() + " does not stand");
        }
        if (c.through().isBefore(exit.opensAt())) {
            return reject(SettlementRefusal.EXIT_CLOSED, "the exit opens at " + exit.opensAt());
        }
        List<SettlementEvent> events = new ArrayList<>();
        events.add(new ExitOpened(c.exit(), c.number(), c.through(), c.at()));
        for (Batch batch : book.open()) {
            if (isOver(batch, exit)) {
                events.add(new SettlementEvent.PayoutFailed(
                        batch.number(), PayoutFailure.EXIT_OPENED, null, Nanoton.ZERO, c.at()));
            }
        }
        return new Decision.Accepted<>(events);
    }

    /** Whether a batch must never be sent, now that the exit is open. */
    static boolean isOver(Batch batch, @Nullable Exit exit) {
        return exit != null && batch.transfer() == null && batch.message() == null && exit.listsMaybe(batch.number());
    }

    static Decision<SettlementEvent> claim(RecordExitClaim c, Payouts book) {
        Exit exit = book.exit();
        if (exit == null || !exit.address().equals(c.exit())) {
            return differs(exit);
        }
        ExitRoot standing = exit.standing();
        if (!exit.open() || standing == null) {
            return reject(SettlementRefusal.EXIT_CLOSED, "nothing can be claimed yet");
        }
        if (c.index() < 0 || c.index() >= standing.owed().size()) {
            return contradiction("root " + standing.number() + " has no leaf " + c.index());
        }
        Payment owed = standing.owed().get(c.index());
        if (!owed.address().equals(c.address()) || !owed.amount().equals(c.amount())) {
            return contradiction("leaf " + c.index() + " owes something else");
        }
        return exit.claimed().contains(c.index())
                ? alreadyDone()
                : accept(new ExitClaimed(c.exit(), c.index(), owed.provider(), owed.amount(), c.transaction(), c.at()));
    }

    private static Decision<SettlementEvent> differs(@Nullable Exit exit) {
        return reject(
                SettlementRefusal.EXIT_DIFFERS,
                exit == null ? "no root was ordered for any exit" : "the book's exit is " + exit.address());
    }

    private static Decision<SettlementEvent> contradiction(String what) {
        return reject(SettlementRefusal.EXIT_CONTRADICTION, what);
    }
}
