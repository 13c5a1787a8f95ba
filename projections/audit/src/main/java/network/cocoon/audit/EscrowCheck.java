package network.cocoon.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountDecider;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.Escrow;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;

/**
 * Escrows: every voucher is signed for its escrow and backed by it, every transaction counts once, an address is one
 * account's. Whether the chain has those transactions is asked of the chain, not of the log.
 */
final class EscrowCheck {

    private final AccountDecider decider;
    private final LaneBook lanes;
    private final Ledger ledger;
    private final Map<String, AccountId> owners = new HashMap<>();

    EscrowCheck(AccountDecider decider, LaneBook lanes, Ledger ledger) {
        this.decider = decider;
        this.lanes = lanes;
        this.ledger = ledger;
    }

    void check(AccountEvent event, AccountState.Open account, Place place) {
        switch (event) {
            case AccountEvent.EscrowOpened e -> {
                decided(
                        new AccountCommand.OpenEscrow(e.account(), e.opening(), e.signature(), e.at()),
                        account,
                        e,
                        place);
                AccountId owner = owners.putIfAbsent(e.escrow(), e.account());
                place.require(owner == null, "escrow", "an address of its own", "one of " + owner);
            }
            case AccountEvent.EscrowFunded e ->
                decided(
                        new AccountCommand.RecordDeposit(e.account(), e.escrow(), e.transaction(), e.at()),
                        account,
                        e,
                        place);
            case AccountEvent.VoucherAccepted e -> accepted(e, account, place);
            case AccountEvent.VoucherRedeemed e ->
                decided(
                        new AccountCommand.RecordRedemption(
                                e.account(), e.escrow(), e.transaction(), e.claimed(), e.at()),
                        account,
                        e,
                        place);
            case AccountEvent.WithdrawalRequested e ->
                decided(
                        new AccountCommand.RecordExit(e.account(), e.escrow(), e.transaction(), e.exit(), e.at()),
                        account,
                        e,
                        place);
            case AccountEvent.VoucherKeyChanged e -> finished(e.moves(), e.shortfall(), e.authorised(), account, place);
            case AccountEvent.EscrowClosed e -> finished(e.moves(), e.shortfall(), e.authorised(), account, place);
            case AccountEvent.Registered _,
                    AccountEvent.ApiKeyIssued _,
                    AccountEvent.ApiKeyRevoked _,
                    AccountEvent.ClientKeyCertified _,
                    AccountEvent.ClientKeyRevoked _,
                    AccountEvent.CreditAuthorized _,
                    AccountEvent.LanesRebalanced _,
                    AccountEvent.Suspended _,
                    AccountEvent.Resumed _ -> throw place.wrong("escrow", "an escrow's event", event.getClass());
        }
    }

    private void decided(AccountCommand command, AccountState.Open account, AccountEvent event, Place place) {
        place.decided(decider.decide(command, account), event);
    }

    private void accepted(AccountEvent.VoucherAccepted e, AccountState.Open account, Place place) {
        decided(
                new AccountCommand.AcceptVoucher(
                        e.account(),
                        e.escrow(),
                        e.revision() - 1,
                        e.voucher(),
                        AccountCheck.lanesBefore(account.lanes(), e.moves()),
                        e.at()),
                account,
                e,
                place);
        long promised =
                account.escrow().map(Escrow::promised).orElse(Nanoton.ZERO).value();
        post(e.account(), Math.subtractExact(e.voucher().cumulative().value(), promised), e.moves(), account, place);
    }

    /** How much was free is the lanes' to know, and they never fall below zero: here the parts must add up. */
    private void finished(
            List<LaneMove> moves, Nanoton shortfall, Nanoton authorised, AccountState.Open account, Place place) {
        Escrow escrow = account.escrow().orElseThrow(() -> place.wrong("escrow", "an open escrow", "none"));
        place.require(escrow.exit() != null, "escrow", "an owner who asked to leave", "none");
        long lost = escrow.promised().minus(escrow.claimed()).value();
        long taken = -AccountCheck.sum(moves);
        place.require(Math.addExact(taken, shortfall.value()) == lost, "escrow", lost, taken + " and " + shortfall);
        place.require(moves.stream().allMatch(move -> move.delta() < 0), "escrow", "credit taken back", moves);
        Nanoton left = account.authorised().minus(Nanoton.of(taken));
        place.require(left.equals(authorised), "escrow", left, authorised);
        post(account.account(), -taken, moves, account, place);
    }

    private void post(AccountId id, long increase, List<LaneMove> moves, AccountState.Open account, Place place) {
        ledger.post(
                place,
                new Ledger.Entry(Ledger.authorised(id), -increase),
                new Ledger.Entry(Ledger.free(id), AccountCheck.sum(moves)));
        for (LaneMove move : moves) {
            lanes.add(id, account.lanes(), move, place);
        }
    }
}
