package network.cocoon.commands.admission;

import java.time.Instant;
import java.util.Collection;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Nanoton;

/** What an account and a client key have had of a UTC day. Changes need the caller's transaction. */
interface DayBook {

    /** The account's next request of the day. */
    DayCount count(AccountId account, int requestsPerDay, Instant at);

    void spend(ClientKeyId key, Nanoton spendPerDay, Nanoton amount, Instant at);

    /** {@link #spend} and then {@link #count}. */
    default DayCount spendAndCount(Budgets.Demand demand) {
        spend(demand.key(), demand.spendPerDay(), demand.amount(), demand.at());
        return count(demand.account(), demand.requestsPerDay(), demand.at());
    }

    /** For a transaction of several orders: locks the sums of that day that are there, of keys and then of accounts, each in order. */
    void lockAll(Collection<ClientKeyId> keys, Collection<AccountId> accounts, Instant at);

    /** How many requests the account has made on the day of {@code at}. */
    int requests(AccountId account, Instant at);
}
