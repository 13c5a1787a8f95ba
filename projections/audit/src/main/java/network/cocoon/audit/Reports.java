package network.cocoon.audit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.audit.AuditReport.AccountBill;
import network.cocoon.audit.AuditReport.ProviderEarning;
import network.cocoon.audit.AuditReport.Totals;
import network.cocoon.domain.account.AccountState;
import org.jspecify.annotations.Nullable;

/** From the books to a report. The books are compared with each other on the way. */
final class Reports {

    private Reports() {}

    static AuditReport of(
            String networkId,
            AuditReport.Reading reading,
            AuditReport.Tree tree,
            int openRequests,
            AccountCheck accounts,
            Books books,
            Bills bills,
            @Nullable Discrepancy first) {
        List<AccountBill> accountBills = new ArrayList<>();
        Discrepancy discrepancy = first;
        for (AccountState.Open account : accounts.all().values()) {
            AccountBill bill = bill(account, books, bills);
            accountBills.add(bill);
            BigInteger inLanes = books.lanes().free(account.account());
            if (discrepancy == null && !inLanes.equals(bill.free())) {
                discrepancy = new Discrepancy(
                        0,
                        "account",
                        bill.account(),
                        "lanes and ledger agree",
                        bill.free().toString(),
                        inLanes.toString());
            }
        }
        List<ProviderEarning> earnings = new ArrayList<>();
        bills.earnings()
                .forEach((provider, e) -> earnings.add(
                        new ProviderEarning(provider, e.completed, e.interrupted, e.tokens, e.earned.value())));
        Totals totals = totals(accountBills, earnings, books);
        if (discrepancy == null && !totals.billed().equals(totals.earned().add(totals.fees()))) {
            discrepancy = new Discrepancy(
                    0,
                    "ledger",
                    "all",
                    "bills are earnings and fees",
                    totals.billed().toString(),
                    totals.earned().add(totals.fees()).toString());
        }
        return new AuditReport(networkId, reading, tree, openRequests, accountBills, earnings, totals, discrepancy);
    }

    private static AccountBill bill(AccountState.Open account, Books books, Bills bills) {
        Bills.Bill bill = bills.bill(account.account());
        return new AccountBill(
                account.account().value(),
                bill.requests,
                bill.completed,
                bill.interrupted,
                bill.unpaid,
                bill.tokens,
                BigInteger.valueOf(account.authorised().value()),
                bill.billed.value(),
                books.ledger().balance(Ledger.reserved(account.account())),
                books.ledger().balance(Ledger.free(account.account())));
    }

    private static Totals totals(List<AccountBill> bills, List<ProviderEarning> earnings, Books books) {
        BigInteger authorised = BigInteger.ZERO;
        BigInteger billed = BigInteger.ZERO;
        BigInteger reserved = BigInteger.ZERO;
        BigInteger free = BigInteger.ZERO;
        for (AccountBill bill : bills) {
            authorised = authorised.add(bill.authorised());
            billed = billed.add(bill.billed());
            reserved = reserved.add(bill.reserved());
            free = free.add(bill.free());
        }
        BigInteger earned = earnings.stream().map(ProviderEarning::earned).reduce(BigInteger.ZERO, BigInteger::add);
        return new Totals(authorised, billed, earned, books.ledger().balance(Ledger.FEES), reserved, free);
    }
}
