package network.cocoon.domain.reconciliation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import network.cocoon.domain.account.Escrow;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;

/**
 * What the log says of an escrow.
 *
 * @param held         what it must hold after the log's transactions
 * @param promised     by vouchers, what was claimed included
 * @param vouchers     those that may still be redeemed
 * @param closed       whether it paid the owner what was left
 * @param transactions in order of logical time
 * @param floor        transactions up to this logical time are in the log and not told one by one
 */
public record LoggedEscrow(
        AccountId account,
        String address,
        EscrowOpening opening,
        Bytes voucherKey,
        Nanoton held,
        Nanoton claimed,
        Nanoton promised,
        List<SignedVoucher> vouchers,
        boolean closed,
        List<LoggedTransaction> transactions,
        long floor) {

    public LoggedEscrow {
        vouchers = List.copyOf(vouchers);
        // Reports may have come in any order.
        transactions = transactions.stream()
                .sorted(Comparator.comparingLong(LoggedTransaction::lt))
                .toList();
    }

    /** An open escrow as its stream's state has it: of the newest transactions only their names. */
    public static LoggedEscrow of(AccountId account, Escrow escrow) {
        List<LoggedTransaction> seen = escrow.seen().recent().stream()
                .map(s -> new LoggedTransaction(s.lt(), s.hash(), null))
                .toList();
        return of(account, escrow, seen, escrow.seen().floor());
    }

    /** An open escrow of which every transaction is at hand. */
    public static LoggedEscrow of(AccountId account, Escrow escrow, List<EscrowTransaction> all) {
        return of(account, escrow, all.stream().map(LoggedTransaction::of).toList(), 0);
    }

    private static LoggedEscrow of(AccountId account, Escrow e, List<LoggedTransaction> transactions, long floor) {
        return new LoggedEscrow(
                account,
                e.address(),
                e.opening(),
                e.voucherKey(),
                e.held(),
                e.claimed(),
                e.promised(),
                e.vouchers(),
                false,
                transactions,
                floor);
    }

    /** After the transaction that closed it; its promises are over. */
    public LoggedEscrow closedBy(EscrowTransaction t) {
        List<LoggedTransaction> all = new ArrayList<>(transactions);
        all.add(LoggedTransaction.of(t));
        Nanoton left = held.plus(t.came()).minus(t.left()).minus(t.fees());
        return new LoggedEscrow(
                account, address, opening, voucherKey, left, claimed, claimed, List.of(), true, all, floor);
    }

    long newest() {
        return transactions.isEmpty() ? floor : transactions.getLast().lt();
    }
}
