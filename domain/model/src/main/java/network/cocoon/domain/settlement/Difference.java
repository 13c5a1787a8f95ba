package network.cocoon.domain.settlement;

import java.time.Instant;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/**
 * Where the log and the chain do not agree. Name, subject and logical time tell one difference from every other, however
 * its amounts move.
 *
 * @param subject raw address of the escrow or wallet, or {@code batch N}
 * @param account whose escrow it is; null for the wallet's
 * @param lt      logical time of the transaction it is about; 0 where it is about none
 * @param log     the amount that the log or the signed vouchers have
 * @param chain   the amount that the chain has
 * @param since   on the chain's clock: the transaction's time, or when the state was first seen like this
 */
public record Difference(
        DifferenceName name,
        String subject,
        @Nullable AccountId account,
        long lt,
        Nanoton log,
        Nanoton chain,
        Instant since) {

    private static final int MOST_CHARACTERS = 128;

    public Difference {
        if (subject.isEmpty() || subject.length() > MOST_CHARACTERS || lt < 0) {
            throw new IllegalArgumentException("a subject of 1 to " + MOST_CHARACTERS + " characters, a time from 0");
        }
    }

    /** Whether it is this difference, seen again. */
    public boolean isSame(Difference other) {
        return name == other.name && lt == other.lt && subject.equals(other.subject);
    }
}
