package network.cocoon.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.registry.Charge;

/** Figures for the report, by account and by provider. */
final class Bills {

    static final class Bill {
        long requests;
        long completed;
        long interrupted;
        long unpaid;
        long tokens;
        final Sum billed = new Sum();
    }

    static final class Earning {
        long completed;
        long interrupted;
        long tokens;
        final Sum earned = new Sum();
    }

    private final Map<AccountId, Bill> bills = new HashMap<>();
    private final Map<ProviderId, Earning> earnings = new HashMap<>();

    void requested(AccountId account) {
        bill(account).requests++;
    }

    void unpaid(AccountId account) {
        bill(account).unpaid++;
    }

    void completed(InferenceEvent.Completed e) {
        bill(e.account()).completed++;
        earning(e.provider()).completed++;
        charged(e.account(), e.provider(), e.usage(), e.charge());
    }

    void interrupted(AccountId account, PartialBill bill) {
        bill(account).interrupted++;
        earning(bill.provider()).interrupted++;
        charged(account, bill.provider(), bill.usage(), bill.charge());
    }

    private void charged(AccountId account, ProviderId provider, TokenUsage usage, Charge charge) {
        Bill bill = bill(account);
        bill.tokens += usage.total();
        bill.billed.add(charge.cost().value());
        Earning earning = earning(provider);
        earning.tokens += usage.total();
        earning.earned.add(charge.reward().value());
    }

    Bill bill(AccountId account) {
        return bills.computeIfAbsent(account, _ -> new Bill());
    }

    private Earning earning(ProviderId provider) {
        return earnings.computeIfAbsent(provider, _ -> new Earning());
    }

    /** In order of id. */
    Map<String, Earning> earnings() {
        Map<String, Earning> all = new TreeMap<>();
        earnings.forEach((provider, earning) -> all.put(provider.value(), earning));
        return all;
    }
}
