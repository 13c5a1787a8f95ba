package network.cocoon.domain.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/**
 * An account's open escrow, as the log has it.
 *
 * @param voucherKey that of the opening, or what it was changed to
 * @param held       the contract's balance after its last known transaction
 * @param claimed    redeemed of the vouchers
 * @param promised   what the vouchers are worth in all: the newest's amount, or what was claimed
 * @param revision   of the newest voucher, 0 before the first: what a new one is accepted over
 * @param vouchers   those that may still be redeemed, the newest last
 * @param exit       what the owner asked for; null while nothing
 */
public record Escrow(
        String address,
        EscrowOpening opening,
        Bytes voucherKey,
        Nanoton held,
        Nanoton claimed,
        Nanoton promised,
        long revision,
        List<SignedVoucher> vouchers,
        @Nullable EscrowExit exit,
        SeenTransactions seen) {

    /**
     * Never promised to the network: 0.02 TON that the contract keeps ({@code RENT} in escrow-storage.tolk), and its rent
     * for more than six years without a transaction that would show it.
     */
    public static final Nanoton MARGIN = Nanoton.of(50_000_000);

    /** Credit ends this long before its voucher, so that what was used of it can still be redeemed. */
    public static final Duration TIME_TO_REDEEM = Duration.ofHours(1);

    /** Renewals between two redemptions; of more, the lowest are forgotten. */
    private static final int MOST_VOUCHERS = 8;

    public Escrow {
        vouchers = List.copyOf(vouchers);
    }

    static Escrow opened(String address, EscrowOpening opening) {
        return new Escrow(
                address,
                opening,
                opening.voucherKey(),
                Nanoton.ZERO,
                Nanoton.ZERO,
                Nanoton.ZERO,
                0,
                List.of(),
                null,
                SeenTransactions.NONE);
    }

    /** The newest voucher, which the next one is accepted over. */
    public Optional<SignedVoucher> head() {
        return vouchers.isEmpty() ? Optional.empty() : Optional.of(vouchers.getLast());
    }

    /** The most that a voucher may be for, by what the escrow holds. */
    public Nanoton backed() {
        return held.compareTo(MARGIN) <= 0 ? claimed : claimed.plus(held.minus(MARGIN));
    }

    /**
     * The voucher to redeem: the highest that is not above what is owed, so that the network takes nothing that was not
     * used. Where it is the last chance, the lowest that covers what is owed, or the highest there is.
     *
     * @param owed since the opening, what was claimed included
     */
    public Optional<SignedVoucher> redeemable(Nanoton owed, boolean lastChance, Instant at) {
        SignedVoucher best = null;
        for (SignedVoucher voucher : vouchers) {
            if (voucher.cumulative().compareTo(claimed) <= 0 || !at.isBefore(voucher.validUntil())) {
                continue;
            }
            boolean used = voucher.cumulative().compareTo(owed) <= 0;
            boolean missing = best == null || best.cumulative().compareTo(owed) < 0;
            if (used || (lastChance && missing && owed.compareTo(claimed) > 0)) {
                best = voucher;
            }
        }
        return Optional.ofNullable(best);
    }

    /** What the balance is after a transaction; below zero where the log misses one. */
    long heldAfter(EscrowTransaction t) {
        long before = Math.addExact(held.value(), t.came().value());
        return Math.subtractExact(
                before, Math.addExact(t.left().value(), t.fees().value()));
    }

    Escrow after(EscrowTransaction t) {
        return with(Nanoton.of(heldAfter(t)), claimed, exit, seen.with(t));
    }

    Escrow redeemed(Nanoton cumulative) {
        return with(held, cumulative, exit, seen);
    }

    Escrow leaving(EscrowExit asked) {
        return with(held, claimed, asked, seen);
    }

    Escrow promised(long newRevision, SignedVoucher voucher) {
        List<SignedVoucher> all = new ArrayList<>(vouchers);
        all.removeIf(
                v -> v.cumulative().compareTo(claimed) <= 0 || v.cumulative().equals(voucher.cumulative()));
        all.add(voucher);
        return new Escrow(
                address,
                opening,
                voucherKey,
                held,
                claimed,
                voucher.cumulative(),
                newRevision,
                all.subList(Math.max(0, all.size() - MOST_VOUCHERS), all.size()),
                exit,
                seen);
    }

    /** Nothing that the old key signed is worth anything any more. */
    Escrow rekeyed(Bytes key) {
        return new Escrow(address, opening, key, held, claimed, claimed, revision + 1, List.of(), null, seen);
    }

    private Escrow with(Nanoton balance, Nanoton redeemed, @Nullable EscrowExit asked, SeenTransactions transactions) {
        return new Escrow(
                address, opening, voucherKey, balance, redeemed, promised, revision, vouchers, asked, transactions);
    }
}
