package network.cocoon.projections;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.Escrow;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.projections.accounts.AccountQueries;
import network.cocoon.projections.accounts.AccountRow;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Test;

/** What an escrow's vouchers authorise is shown, and what its close takes back is not. */
class EscrowCreditTest {

    private static final AccountId APP = new AccountId("app_" + "e".repeat(32));
    private static final Instant AT = ViewsTestApplication.NOW;
    private static final Bytes KEY = Bytes.of(new byte[32]);
    private static final Instant UNTIL = AT.plus(Duration.ofDays(30));

    private final List<SampleEvent> history = new ArrayList<>();

    private void add(AccountEvent event) {
        history.add(new SampleEvent("account", APP.value(), history.size(), event, AT));
    }

    private static AccountEvent voucher(long revision, long authorised) {
        var voucher = new SignedVoucher(Nanoton.of(authorised), UNTIL, KEY, null);
        return new AccountEvent.VoucherAccepted(
                APP, "escrow", revision, voucher, Nanoton.of(authorised), List.of(new LaneMove(0, revision, 1)), AT);
    }

    @Test
    void creditFollowsTheVouchersAndTheClose() throws Exception {
        var transaction = new EscrowTransaction(1, Digest.sha256(), AT, Nanoton.of(9), Nanoton.ZERO, Nanoton.ZERO);
        add(new AccountEvent.Registered(APP, Digest.sha256(), KEY, List.of("Cocoon"), 10, 10, 1, KEY, AT));
        var opening = new EscrowOpening(-3, 1, "payer", "payee", KEY, UNTIL, 60);
        add(new AccountEvent.EscrowOpened(APP, "escrow", opening, KEY, AT));
        add(new AccountEvent.EscrowFunded(APP, "escrow", transaction, AT));
        add(voucher(1, 600));
        add(voucher(2, 900));
        try (TestDatabase database = TestDatabase.create();
                var context = ViewsTestApplication.start(database)) {
            SampleLog.append(context.getBean(EventStorageEngine.class), history);
            ViewsTestApplication.awaitPosition(context, history.size());
            AccountQueries accounts = context.getBean(AccountQueries.class);
            AccountRow spending = accounts.account(APP).orElseThrow();
            assertThat(spending.authorized()).isEqualTo(Nanoton.of(900));
            assertThat(spending.authorizedUntil()).isEqualTo(UNTIL.minus(Escrow.TIME_TO_REDEEM));

            int before = history.size();
            add(new AccountEvent.EscrowClosed(
                    APP, "escrow", transaction, Nanoton.of(400), List.of(new LaneMove(0, 3, -500)), Nanoton.ZERO, AT));
            SampleLog.append(context.getBean(EventStorageEngine.class), history.subList(before, before + 1));
            ViewsTestApplication.awaitPosition(context, history.size());
            assertThat(accounts.account(APP).orElseThrow().authorized()).isEqualTo(Nanoton.of(400));
        }
    }
}
