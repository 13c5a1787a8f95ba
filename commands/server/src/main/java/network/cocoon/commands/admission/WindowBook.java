package network.cocoon.commands.admission;

import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;

/**
 * How far an app is trusted with what it has not acknowledged: one that has broken off {@value #OFTEN} answers within an
 * hour, keeping frames beyond its last acknowledgement, gets one frame at a time until that is an hour past. One that broke
 * none off so gets more from a provider whom it has paid for whole answers, for each window costs three processes a
 * signature, two checks and their waking up. It has paid that very provider ten times what the answer can cost at most, so
 * nobody gains by one answer that he breaks off, nor by paying himself first.
 */
public interface WindowBook {

    int OFTEN = 3;

    /** Paid to the provider, in answers at their greatest cost, for {@link #EARNED} frames. */
    int PROVEN = 10;

    int EARNED = 4 * Head.DEFAULT_WINDOW;

    /** And for {@link Head#MAX_WINDOW}. */
    int LONG_PROVEN = 100;

    Duration REMEMBERED = Duration.ofHours(1);

    /**
     * An answer that is to be assigned.
     *
     * @param maxCost what it may cost at most
     */
    record Asked(AccountId account, ProviderId provider, Nanoton maxCost) {}

    /** The window of that assignment, in frames. */
    int window(Asked asked, Instant at);

    /** The app broke an answer off so. In the transaction of the event that says it ended. */
    void left(AccountId account, RequestId request, Instant at);

    /** Forgets what is too old to count. */
    void sweep(Instant now);

    /**
     * @param left answers broken off so that are remembered
     * @param paid to this provider, for answers that ended whole
     */
    static int frames(long left, Nanoton paid, Nanoton maxCost) {
        if (left >= OFTEN) {
            return 1;
        }
        long times = paid.value() / Math.max(1, maxCost.value());
        if (left > 0 || times < PROVEN) {
            return Head.DEFAULT_WINDOW;
        }
        return times < LONG_PROVEN ? EARNED : Head.MAX_WINDOW;
    }
}
