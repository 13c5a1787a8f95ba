package network.cocoon.domain.account;

import java.time.Instant;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/**
 * What an account may spend in all.
 *
 * @param authorised by vouchers, those of closed escrows as far as they were redeemed; or, without a chain, by the owner
 *     alone
 * @param until      when it ends; null before the first
 * @param lastNonce  of its escrows; -1 if it never had one
 * @param escrow     the open one
 */
public record Credit(
        Nanoton authorised,
        @Nullable Instant until,
        long lastNonce,
        @Nullable Escrow escrow) {

    static final Credit NONE = new Credit(Nanoton.ZERO, null, -1, null);

    /** Whether money stands behind it: an account's credit is of one kind, from its first on. */
    public boolean cameFromEscrows() {
        return lastNonce >= 0;
    }

    Credit with(Escrow changed) {
        return new Credit(authorised, until, lastNonce, changed);
    }

    Credit with(Nanoton total, @Nullable Instant end) {
        return new Credit(total, end, lastNonce, escrow);
    }

    Credit opened(Escrow fresh) {
        return new Credit(authorised, until, fresh.opening().nonce(), fresh);
    }

    Credit closed() {
        return new Credit(authorised, until, lastNonce, null);
    }
}
