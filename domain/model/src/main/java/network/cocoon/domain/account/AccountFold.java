package network.cocoon.domain.account;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import network.cocoon.domain.account.AccountState.Absent;
import network.cocoon.domain.account.AccountState.Open;

/** The account's fold. */
final class AccountFold {

    private AccountFold() {}

    static AccountState evolve(AccountState state, AccountEvent event) {
        return switch (state) {
            // Nothing can precede a registration, so nothing but it changes an absent account.
            case Absent absent -> event instanceof AccountEvent.Registered e ? opened(e) : absent;
            case Open account -> evolve(account, event);
        };
    }

    private static Open opened(AccountEvent.Registered e) {
        return new Open(
                e.account(),
                e.ownerKey(),
                e.modelFamilies(),
                e.requestsPerDay(),
                e.tokensPerRequest(),
                e.lanes(),
                Set.of(),
                Map.of(),
                Credit.NONE,
                false);
    }

    private static AccountState evolve(Open account, AccountEvent event) {
        return switch (event) {
            case AccountEvent.Registered e -> opened(e);
            case AccountEvent.ApiKeyIssued e -> {
                var keys = new HashSet<>(account.apiKeys());
                keys.add(e.keyHash());
                yield account.withApiKeys(keys);
            }
            case AccountEvent.ApiKeyRevoked e -> {
                var keys = new HashSet<>(account.apiKeys());
                keys.remove(e.keyHash());
                yield account.withApiKeys(keys);
            }
            case AccountEvent.ClientKeyCertified e -> {
                var keys = new HashMap<>(account.clientKeys());
                keys.put(
                        e.key(),
                        new CertifiedKey(e.key(), e.publicKey(), e.notBefore(), e.notAfter(), e.spendPerDay(), null));
                yield account.withClientKeys(keys);
            }
            case AccountEvent.ClientKeyRevoked e -> {
                var keys = new HashMap<>(account.clientKeys());
                keys.computeIfPresent(
                        e.key(),
                        (id, k) -> new CertifiedKey(
                                id, k.publicKey(), k.notBefore(), k.notAfter(), k.spendPerDay(), e.at()));
                yield account.withClientKeys(keys);
            }
            case AccountEvent.CreditAuthorized e ->
                account.withCredit(account.credit().with(e.cumulative(), e.validUntil()));
            case AccountEvent.EscrowOpened _,
                    AccountEvent.EscrowFunded _,
                    AccountEvent.VoucherAccepted _,
                    AccountEvent.VoucherRedeemed _,
                    AccountEvent.WithdrawalRequested _,
                    AccountEvent.VoucherKeyChanged _,
                    AccountEvent.EscrowClosed _ -> account.withCredit(CreditFold.evolve(account.credit(), event));
            case AccountEvent.LanesRebalanced _ -> account;
            case AccountEvent.Suspended _ -> account.withSuspended(true);
            case AccountEvent.Resumed _ -> account.withSuspended(false);
        };
    }
}
