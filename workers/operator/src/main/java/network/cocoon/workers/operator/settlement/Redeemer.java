package network.cocoon.workers.operator.settlement;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.escrow.EscrowKeys;
import network.cocoon.wire.escrow.Promise;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.operator.contract.EscrowMessages;
import network.cocoon.workers.operator.contract.EscrowState;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.Redeemable;
import network.cocoon.workers.operator.port.SettlementReports;
import network.cocoon.workers.operator.port.SettlementWork;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.operator.port.TonGateway;

/**
 * Claims vouchers when they are due. What came of a claim reports the {@link EscrowFollower}; until then it is made again
 * each round, which costs nobody anything: a voucher that was claimed is refused before the escrow pays for the message.
 */
public final class Redeemer {

    private final TonGateway chain;
    private final SettlementWork work;
    private final SettlementReports reports;
    private final RedeemPolicy policy;

    public Redeemer(TonGateway chain, SettlementWork work, SettlementReports reports, RedeemPolicy policy) {
        this.chain = chain;
        this.work = work;
        this.reports = reports;
        this.policy = policy;
    }

    /** Every voucher once. */
    public void round() {
        Instant now;
        try {
            now = chain.head().time();
        } catch (TonFailure e) {
            Failures.goOn(reports, e, "head");
            return;
        }
        for (Redeemable voucher : work.vouchers()) {
            try {
                redeem(voucher, now);
            } catch (TonFailure e) {
                if (!Failures.goOn(reports, e, voucher.escrow().raw())) {
                    return;
                }
            }
        }
    }

    private void redeem(Redeemable voucher, Instant now) {
        Promise worth = EscrowKeys.worth(voucher.voucher(), voucher.terms());
        if (!now.isBefore(worth.validUntil()) || !due(voucher, worth, voucher.claimed(), now)) {
            return;
        }
        // The books may be behind the chain, and what is left may have been asked for: the escrow itself says.
        AccountSnapshot account = chain.account(voucher.escrow());
        Optional<EscrowState> state = state(account, voucher);
        if (state.isEmpty() || state.get().claimed().isEmpty()) {
            return;
        }
        Nanoton payable = payable(worth, state.get().claimed().get(), account.balance());
        if (payable.compareTo(policy.least()) < 0) {
            return;
        }
        if (endsSoon(voucher, worth, now, policy.margin().dividedBy(2))) {
            // Half of the time for it has passed with claims that came to nothing.
            reports.alarm(Alarm.VOUCHER_ENDS_SOON, voucher.escrow().raw());
        }
        chain.send(EscrowMessages.externalClaim(voucher.escrow(), voucher.voucher()));
    }

    private boolean due(Redeemable voucher, Promise worth, Nanoton claimed, Instant now) {
        if (worth.cumulative().compareTo(claimed) <= 0) {
            return false;
        }
        Nanoton more = worth.cumulative().minus(claimed);
        if (more.compareTo(policy.least()) < 0) {
            return false;
        }
        return more.compareTo(policy.threshold()) >= 0
                || voucher.closing().isPresent()
                || endsSoon(voucher, worth, now, policy.margin());
    }

    private static boolean endsSoon(Redeemable voucher, Promise worth, Instant now, Duration margin) {
        Instant end = voucher.closing()
                .filter(closing -> closing.isBefore(worth.validUntil()))
                .orElse(worth.validUntil());
        return !now.isBefore(end.minus(margin));
    }

    /** Empty where there is no contract yet. */
    private Optional<EscrowState> state(AccountSnapshot account, Redeemable voucher) {
        if (account.data().isEmpty()) {
            return Optional.empty();
        }
        try {
            EscrowState state = EscrowState.of(account.data().get());
            if (state.terms().equals(voucher.terms())) {
                return Optional.of(state);
            }
        } catch (TonFormatException e) {
            // Not an escrow's: as if the terms were others.
        }
        reports.alarm(Alarm.ESCROW_DIFFERS, voucher.escrow().raw());
        return Optional.empty();
    }

    /** What the contract would pay now, fees aside. */
    private static Nanoton payable(Promise worth, Nanoton claimed, Nanoton balance) {
        if (worth.cumulative().compareTo(claimed) <= 0 || balance.compareTo(EscrowState.RENT) <= 0) {
            return Nanoton.ZERO;
        }
        Nanoton owed = worth.cumulative().minus(claimed);
        Nanoton there = balance.minus(EscrowState.RENT);
        return owed.compareTo(there) < 0 ? owed : there;
    }
}
