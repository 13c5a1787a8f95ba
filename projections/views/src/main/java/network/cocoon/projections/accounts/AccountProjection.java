package network.cocoon.projections.accounts;

import java.time.Instant;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountEvent.ApiKeyIssued;
import network.cocoon.domain.account.AccountEvent.ApiKeyRevoked;
import network.cocoon.domain.account.AccountEvent.ClientKeyCertified;
import network.cocoon.domain.account.AccountEvent.ClientKeyRevoked;
import network.cocoon.domain.account.AccountEvent.CreditAuthorized;
import network.cocoon.domain.account.AccountEvent.EscrowClosed;
import network.cocoon.domain.account.AccountEvent.EscrowFunded;
import network.cocoon.domain.account.AccountEvent.EscrowOpened;
import network.cocoon.domain.account.AccountEvent.LanesRebalanced;
import network.cocoon.domain.account.AccountEvent.Registered;
import network.cocoon.domain.account.AccountEvent.Resumed;
import network.cocoon.domain.account.AccountEvent.Suspended;
import network.cocoon.domain.account.AccountEvent.VoucherAccepted;
import network.cocoon.domain.account.AccountEvent.VoucherKeyChanged;
import network.cocoon.domain.account.AccountEvent.VoucherRedeemed;
import network.cocoon.domain.account.AccountEvent.WithdrawalRequested;
import network.cocoon.domain.account.Escrow;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.projections.write.Projection;
import network.cocoon.projections.write.ViewBatch;
import network.cocoon.projections.write.ViewEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per account and one per key. What is spent is counted with the requests. */
@Component
class AccountProjection implements Projection {

    @Override
    public void on(ViewEvent event, ViewBatch batch) {
        if (event.payload() instanceof AccountEvent account) {
            project(account, event.sequence(), batch);
        }
    }

    private static void project(AccountEvent event, long sequence, ViewBatch batch) {
        switch (event) {
            case Registered e -> registered(e, sequence, batch);
            case ApiKeyIssued e ->
                issued(batch, e.account(), AccountKeyRow.Kind.API, e.keyHash().hex(), null, null, e.at());
            case ApiKeyRevoked e ->
                revoked(batch, e.account(), AccountKeyRow.Kind.API, e.keyHash().hex(), e.at());
            case ClientKeyCertified e ->
                issued(
                        batch,
                        e.account(),
                        AccountKeyRow.Kind.CLIENT,
                        e.key().value(),
                        e.spendPerDay(),
                        e.notAfter(),
                        e.at());
            case ClientKeyRevoked e ->
                revoked(batch, e.account(), AccountKeyRow.Kind.CLIENT, e.key().value(), e.at());
            case CreditAuthorized e ->
                batch.add(
                        AccountWrites.AUTHORIZED,
                        e.account().value(),
                        e.account().value(),
                        sequence,
                        e.cumulative().value(),
                        e.validUntil());
            case VoucherAccepted e ->
                batch.add(
                        AccountWrites.AUTHORIZED,
                        e.account().value(),
                        e.account().value(),
                        sequence,
                        e.authorised().value(),
                        e.voucher().validUntil().minus(Escrow.TIME_TO_REDEEM));
            case VoucherKeyChanged e -> reduced(batch, e.account(), sequence, e.authorised());
            case EscrowClosed e -> reduced(batch, e.account(), sequence, e.authorised());
            // What an escrow holds is shown from the stream itself.
            case EscrowOpened _, EscrowFunded _, VoucherRedeemed _, WithdrawalRequested _ -> {}
            case Suspended e -> standing(batch, e.account(), sequence, AccountStanding.SUSPENDED, e.reason());
            case Resumed e -> standing(batch, e.account(), sequence, AccountStanding.ACTIVE, null);
            // Moves free credit between lanes; no figure shown here changes.
            case LanesRebalanced _ -> {}
        }
    }

    private static void registered(Registered e, long sequence, ViewBatch batch) {
        batch.add(
                AccountWrites.REGISTERED,
                e.account().value(),
                e.account().value(),
                sequence,
                String.join(AccountWrites.SEPARATOR, e.modelFamilies()),
                e.requestsPerDay(),
                e.tokensPerRequest(),
                e.lanes(),
                e.at());
    }

    private static void reduced(ViewBatch batch, AccountId account, long sequence, Nanoton authorised) {
        batch.add(AccountWrites.REDUCED, account.value(), account.value(), sequence, authorised.value());
    }

    private static void issued(
            ViewBatch batch,
            AccountId account,
            AccountKeyRow.Kind kind,
            String key,
            @Nullable Nanoton spendPerDay,
            @Nullable Instant notAfter,
            Instant at) {
        batch.add(
                AccountWrites.ISSUED,
                account.value() + '/' + key,
                account.value(),
                kind.name(),
                key,
                spendPerDay == null ? null : spendPerDay.value(),
                notAfter,
                at);
    }

    private static void revoked(ViewBatch batch, AccountId account, AccountKeyRow.Kind kind, String key, Instant at) {
        batch.add(AccountWrites.REVOKED, account.value() + '/' + key, account.value(), kind.name(), key, at);
    }

    private static void standing(
            ViewBatch batch, AccountId account, long sequence, AccountStanding standing, @Nullable String reason) {
        batch.add(AccountWrites.STANDING, account.value(), account.value(), sequence, standing.name(), reason);
    }
}
