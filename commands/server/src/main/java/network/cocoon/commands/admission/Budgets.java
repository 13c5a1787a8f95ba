package network.cocoon.commands.admission;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountRefusal;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import org.springframework.stereotype.Component;

/** Takes a request's worst case out of its account's budgets. */
@Component
public class Budgets {

    private final LaneBook lanes;
    private final DayBook days;
    private final Dispatcher dispatcher;

    Budgets(LaneBook lanes, DayBook days, Dispatcher dispatcher) {
        this.lanes = lanes;
        this.days = days;
        this.dispatcher = dispatcher;
    }

    /**
     * What a request asks of the budgets.
     *
     * @param amount         the most it may cost
     * @param requestsPerDay the account's limit
     * @param spendPerDay    the client key's limit
     */
    public record Demand(
            RequestId request,
            AccountId account,
            ClientKeyId key,
            Nanoton amount,
            int requestsPerDay,
            Nanoton spendPerDay,
            Instant at) {}

    /** What was taken, as the event must state it. */
    public record Reserved(LaneMove reservation, DayCount day) {}

    /**
     * Takes it all or refuses; the caller's transaction undoes what a refusal leaves half done.
     *
     * @throws network.cocoon.commands.dispatch.RefusedException where a budget does not allow it
     */
    public Reserved reserve(Demand demand) {
        LaneMove reservation = lanes.reserve(demand.account(), demand.request(), demand.amount())
                .orElseGet(() -> gather(demand));
        return new Reserved(reservation, days.spendAndCount(demand));
    }

    /** Out of whose budgets a demand is taken. */
    public record Payer(AccountId account, ClientKeyId key) {}

    /**
     * Before the first demand of several payers in one transaction, which holds nothing yet: all lanes of their accounts, then
     * the sums of their keys, then those of their accounts, each in their order, so that no two such transactions wait for
     * each other in a circle. A key that two accounts have certified has one sum.
     */
    public void lock(Collection<Payer> payers, Instant at) {
        Set<AccountId> accounts = payers.stream().map(Payer::account).collect(Collectors.toSet());
        lanes.lockWhole(accounts);
        days.lockAll(payers.stream().map(Payer::key).collect(Collectors.toSet()), accounts, at);
    }

    /** How many requests the account has made on the UTC day of {@code at}. */
    public int requestsToday(AccountId account, Instant at) {
        return days.requests(account, at);
    }

    /** No lane at hand had enough: wait for all of them, in lane order, holding none; move credit together if that helps. */
    private LaneMove gather(Demand demand) {
        List<LaneState> all = lanes.lock(demand.account());
        BigInteger free = all.stream()
                .map(lane -> BigInteger.valueOf(lane.free().value()))
                .reduce(BigInteger.ZERO, BigInteger::add);
        if (all.isEmpty() || free.compareTo(BigInteger.valueOf(demand.amount().value())) < 0) {
            throw new RefusedException(
                    AccountRefusal.NO_CREDIT,
                    "this request may cost " + demand.amount() + " nanoton, and " + free + " are free");
        }
        LaneState target =
                all.stream().max(Comparator.comparing(LaneState::free)).orElseThrow();
        long version = target.version();
        if (target.free().compareTo(demand.amount()) < 0) {
            version = rebalance(demand, target.lane(), all);
        }
        LaneMove move =
                new LaneMove(target.lane(), version + 1, -demand.amount().value());
        lanes.apply(demand.account(), List.of(move));
        return move;
    }

    private long rebalance(Demand demand, int target, List<LaneState> all) {
        Outcome outcome = dispatcher.dispatch(
                new AccountCommand.RebalanceLanes(demand.account(), target, demand.amount(), all, demand.at()));
        List<LaneMove> moves =
                switch (outcome) {
                    case Outcome.Accepted accepted ->
                        accepted.only(AccountEvent.LanesRebalanced.class).moves();
                    case Outcome.AlreadyDone _ ->
                        throw new IllegalStateException("lanes short of an amount were not rebalanced");
                };
        lanes.apply(demand.account(), moves);
        return moves.stream()
                .filter(move -> move.lane() == target)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a rebalance left its target out"))
                .version();
    }
}
