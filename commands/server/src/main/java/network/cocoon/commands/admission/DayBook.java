package network.cocoon.commands.admission;

import java.time.Instant;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Nanoton;

/** What an account and a client key have had of a UTC day. Both methods need the caller's transaction. */
interface DayBook {

    /** The account's next request of the day. */
    DayCount count(AccountId account, int requestsPerDay, Instant at);

    void spend(ClientKeyId key, Nanoton spendPerDay, Nanoton amount, Instant at);

    /** How many requests the account has made on the day of {@code at}. */
    int requests(AccountId account, Instant at);
}
