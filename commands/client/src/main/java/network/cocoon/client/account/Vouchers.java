package network.cocoon.client.account;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import network.cocoon.wire.api.EscrowApi.RaiseVoucher;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.escrow.Promise;

/**
 * Signs vouchers for the app's escrow, in steps, over a head it has verified. Several clients of one app do so at once:
 * the operator takes the first, and whoever comes second verifies that one and decides anew.
 */
final class Vouchers {

    private static final Duration LIFE = Duration.ofDays(30);
    private static final Duration RENEW_BEFORE = Duration.ofDays(7);

    /** Rounds of losing against the app's other clients before this one gives up. */
    private static final int MOST_ROUNDS = 8;

    /** What this client has verified or signed: the escrow and the amount. */
    private static final String AUTHORISED = "voucher.head";

    private final EscrowCalls calls;
    private final SigningKey voucherKey;
    private final AccountOptions options;
    private final SpendRate rate;
    private final DataFolder folder;
    private final InstantSource clock;

    Vouchers(EscrowCalls calls, SigningKey voucherKey, AccountOptions options, DataFolder folder, InstantSource clock) {
        this.calls = calls;
        this.voucherKey = voucherKey;
        this.options = options;
        this.rate = new SpendRate(folder, options.spendPerDay(), clock);
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Raises the head by at most a step where half of the last step is used, or less than {@code needed} is free, or the
     * head is about to end.
     *
     * @return whether {@code needed} is free now
     */
    synchronized boolean renew(Nanoton needed, Consumer<String> progress) throws IOException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            EscrowStatus status = calls.escrow();
            VerifiedHead head = VerifiedHead.of(status, voucherKey.publicKey(), authorised(status.address()));
            long free = calls.available().value();
            long raise = raise(status, head, free, needed.value());
            if (raise == 0 && !endsSoon(head)) {
                return free >= needed.value();
            }
            Optional<Boolean> done = sign(head, raise, progress);
            if (done.isPresent()) {
                return done.get() && free + raise >= needed.value();
            }
        }
        throw new IOException("other clients of this app keep raising its voucher: try again");
    }

    /** Nothing, or at most: a step, the limit in all, the rate of a day, what the escrow backs. */
    private long raise(EscrowStatus status, VerifiedHead head, long free, long needed) throws IOException {
        long step = options.credit().value();
        boolean low = free <= step / 2 || free < needed;
        if (!low || status.exit() != null) {
            return 0;
        }
        long promised = head.promised().value();
        long least = LongStream.of(
                        step,
                        Math.max(step, needed) - free,
                        options.creditLimit().value() - promised,
                        rate.left(),
                        status.backed().value() - promised)
                .min()
                .orElseThrow();
        return Math.max(0, least);
    }

    private boolean endsSoon(VerifiedHead head) {
        Instant now = clock.instant();
        return head.revision() > 0
                && !head.promised().isZero()
                && head.validUntil().isBefore(now.plus(RENEW_BEFORE))
                && head.validUntil().isBefore(end(head));
    }

    private Instant end(VerifiedHead head) {
        Instant end = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(LIFE);
        end = end.isBefore(head.validUntil()) ? head.validUntil() : end;
        return end.isBefore(head.opening().expiry()) ? end : head.opening().expiry();
    }

    /** Empty where another client was first; else whether it was taken. */
    private Optional<Boolean> sign(VerifiedHead head, long raise, Consumer<String> progress) throws IOException {
        Nanoton cumulative = head.promised().plus(Nanoton.of(raise));
        var voucher = EscrowCells.signed(EscrowCells.keys(head.opening(), voucherKey.publicKey())
                .sign(voucherKey, new Promise(cumulative, end(head))));
        rate.count(raise);
        folder.write(AUTHORISED, head.escrow() + " " + cumulative);
        try {
            calls.raise(new RaiseVoucher(head.escrow(), head.revision(), voucher));
        } catch (OperatorProblem e) {
            rate.count(-raise);
            return switch (e.code()) {
                case "VOUCHER_HEAD_MOVED" -> Optional.empty();
                // Less was paid in than the operator said, or the owner is leaving.
                case "VOUCHER_NOT_FUNDED", "ESCROW_LEAVING" -> Optional.of(false);
                default -> throw e;
            };
        }
        progress.accept("Signed a voucher for " + cumulative + " nanoton in all.");
        return Optional.of(true);
    }

    private Nanoton authorised(String escrow) throws IOException {
        Optional<String> line = folder.read(AUTHORISED);
        if (line.isEmpty() || !line.get().startsWith(escrow + " ")) {
            return Nanoton.ZERO;
        }
        try {
            return Nanoton.of(Long.parseLong(line.get().substring(escrow.length() + 1)));
        } catch (IllegalArgumentException e) {
            throw new IOException(folder.path(AUTHORISED) + " is not an escrow and an amount", e);
        }
    }
}
