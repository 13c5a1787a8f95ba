package network.cocoon.audit;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ProviderId;

/** Figures for the report, by account and by provider. */
final class Bills {

    static final class Bill {
        long requests;
        long completed;
        long unpaid;
        long tokens;
        BigInteger billed = BigInteger.ZERO;
    }

    static final class Earning {
        long completed;
        long tokens;
        BigInteger earned = BigInteger.ZERO;
    }

    private final Map<AccountId, Bill> bills = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    private final Map<ProviderId, Earning> earnings =
            new TreeMap<>((a, b) -> a.value().compareTo(b.value()));

    void requested(AccountId account) {
        bill(account).requests++;
    }

    void unpaid(AccountId account) {
        bill(account).unpaid++;
    }

    void completed(InferenceEvent.Completed e) {
        Bill bill = bill(e.account());
        bill.completed++;
        bill.tokens += e.usage().total();
        bill.billed = bill.billed.add(BigInteger.valueOf(e.charge().cost().value()));
        Earning earning = earnings.computeIfAbsent(e.provider(), _ -> new Earning());
        earning.completed++;
        earning.tokens += e.usage().total();
        earning.earned =
                earning.earned.add(BigInteger.valueOf(e.charge().reward().value()));
    }

    Bill bill(AccountId account) {
        return bills.computeIfAbsent(account, _ -> new Bill());
    }

    Map<ProviderId, Earning> earnings() {
        return earnings;
    }
}
