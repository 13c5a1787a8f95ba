package network.cocoon.commands.admission;

import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.RequestId;

/**
 * How far an app is trusted with what it has not acknowledged: one that has broken off {@value #OFTEN} answers within an
 * hour, keeping frames beyond its last acknowledgement, gets one frame at a time until that is an hour past.
 */
public interface WindowBook {

    int OFTEN = 3;

    Duration REMEMBERED = Duration.ofHours(1);

    /** The window of the account's next assignment. */
    int window(AccountId account, Instant at);

    /** The app broke an answer off so. In the transaction of the event that says it ended. */
    void left(AccountId account, RequestId request, Instant at);

    /** Forgets what is too old to count. */
    void sweep(Instant now);
}
