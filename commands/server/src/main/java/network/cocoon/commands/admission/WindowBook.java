package network.cocoon.commands.admission;

import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.RequestId;

/**
 * How far an app is trusted with what it has not acknowledged: one that has broken off {@value #OFTEN} answers within an
 * hour, keeping frames beyond its last acknowledgement, gets one frame at a time until that is an hour past. One that broke
 * none off so gets more the more whole answers it paid, for each window costs three processes a signature, two checks and
 * their waking up. Who would cheat for these frames has paid for those answers.
 */
public interface WindowBook {

    int OFTEN = 3;

    /** Whole answers, on the node that assigns, that earn {@link #EARNED} frames. */
    int PROVEN = 100;

    int EARNED = 4 * Head.DEFAULT_WINDOW;

    /** And {@link Head#MAX_WINDOW}. */
    int LONG_PROVEN = 1_000;

    Duration REMEMBERED = Duration.ofHours(1);

    /** The window of the account's next assignment. */
    int window(AccountId account, Instant at);

    /** The app broke an answer off so. In the transaction of the event that says it ended. */
    void left(AccountId account, RequestId request, Instant at);

    /** An answer ended with its receipt: the account pays all of it. */
    void whole(AccountId account, Instant at);

    /** Forgets what is too old to count. */
    void sweep(Instant now);

    /**
     * @param left  answers broken off so that are remembered
     * @param whole answers that ended whole
     */
    static int frames(long left, long whole) {
        if (left >= OFTEN) {
            return 1;
        }
        if (left > 0 || whole < PROVEN) {
            return Head.DEFAULT_WINDOW;
        }
        return whole < LONG_PROVEN ? EARNED : Head.MAX_WINDOW;
    }
}
