package network.cocoon.commands.admission;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.dispatch.NotTogetherException;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;

/**
 * The reservation lanes of every account. All methods need the caller's transaction, in which the event with the same
 * move is appended.
 */
public interface LaneBook {

    /** One lane. */
    record Ref(AccountId account, int lane) implements Comparable<Ref> {
        @Override
        public int compareTo(Ref other) {
            int byAccount = account.value().compareTo(other.account.value());
            return byAccount == 0 ? Integer.compare(lane, other.lane) : byAccount;
        }
    }

    /** Opens the lanes of a new account, all empty and at version 0. */
    void create(AccountId account, int lanes);

    /**
     * Locks all lanes of an account and returns them in lane order; empty for an unknown account.
     *
     * @throws NotTogetherException where the transaction is of several orders and holds a lane already
     */
    List<LaneState> lock(AccountId account);

    /** All lanes as they stand, unlocked: for display. */
    List<LaneState> read(AccountId account);

    /**
     * Carries out moves that an accepted event states. Each must be its lane's next version.
     *
     * @throws IllegalStateException where a version is not the next one or a lane would fall below zero
     */
    void apply(AccountId account, List<LaneMove> moves);

    /**
     * Takes an amount from one lane that has it, beginning with one chosen by the request's id so that many requests of
     * one account spread out. Lanes that another transaction holds are passed over.
     *
     * @return the move to put into the event; empty where no lane at hand has as much
     */
    Optional<LaneMove> reserve(AccountId account, RequestId request, Nanoton amount);

    /** Locks several lanes, in their order, for a transaction of several orders. */
    void lockAll(Collection<Ref> lanes);

    /** Locks every lane of several accounts, in the order of {@link #lockAll}, for a transaction of several orders. */
    void lockWhole(Collection<AccountId> accounts);

    /** That a move is not its lane's next, or too large. */
    static IllegalStateException cannot(AccountId account, LaneMove move) {
        return new IllegalStateException("lane " + move.lane() + " of " + account + " cannot take version "
                + move.version() + " by " + move.delta());
    }

    /**
     * Locks one lane.
     *
     * @return the version it will have after its next move
     */
    long lockVersion(AccountId account, int lane);
}
