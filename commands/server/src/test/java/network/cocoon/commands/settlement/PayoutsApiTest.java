package network.cocoon.commands.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.chain.ChainAlarms;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Batch;
import network.cocoon.domain.settlement.PayoutFailure;
import network.cocoon.domain.settlement.PayoutMessage;
import network.cocoon.domain.settlement.WalletTransaction;
import network.cocoon.wire.api.OperatorApi.PayoutStatus;
import network.cocoon.wire.api.ProviderApi.ProviderBalance;
import network.cocoon.wire.api.ProviderApi.ProviderRegistered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class PayoutsApiTest {

    private final LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(2);

    private static void close(TestServer server, LocalDate day) {
        assertThat(server.post("/v1/operator/periods/" + day + "/close", server.operatorToken())
                        .status())
                .isEqualTo(204);
    }

    private static PayoutStatus schedule(TestServer server) {
        return server.post("/v1/operator/payouts", server.operatorToken()).as(PayoutStatus.class);
    }

    private static ProviderBalance balance(TestServer server, ProviderRegistered provider) {
        return server.get("/v1/providers/" + provider.provider() + "/balance", provider.apiKey())
                .as(ProviderBalance.class);
    }

    private static ProviderBalance balance(long accrued, long paid, long scheduled, long carried) {
        return new ProviderBalance(Nanoton.of(accrued), Nanoton.of(paid), Nanoton.of(scheduled), Nanoton.of(carried));
    }

    private static PayoutMessage message(int queryId) {
        return new PayoutMessage(
                Digest.sha256(), queryId, Instant.EPOCH, 60, 1, Digest.sha256(), Bytes.of(new byte[] {1}));
    }

    @Test
    void days_that_are_over_are_closed_and_paid_without_being_told(@TempDir Path data) throws Exception {
        try (TestServer server = PaidOwners.start(data, "cocoon.ton.chain.settle-every=1h")) {
            ProviderRegistered owner = PaidOwners.register(server, "0:" + "1".repeat(64));
            PaidOwners.earn(server, owner, day, 150);
            PaidOwners.earn(server, owner, day.minusDays(40), 20);
            PaidOwners.earn(server, owner, LocalDate.now(ZoneOffset.UTC).plusDays(1), 1_000);
            EndedDays days = server.bean(EndedDays.class);
            assertThat(days.settle()).isTrue();
            assertThat(days.settle()).isTrue();
            assertThat(balance(server, owner)).isEqualTo(balance(170, 0, 170, 0));
            assertThat(server.bean(Payouts.class).open()).hasSize(1);
        }
    }

    @Test
    void a_day_that_cannot_be_closed_alarms_and_holds_up_no_other(@TempDir Path data) throws Exception {
        try (TestServer server = PaidOwners.start(data)) {
            ProviderRegistered owner = PaidOwners.register(server, "0:" + "1".repeat(64));
            PaidOwners.earn(server, owner, day.minusDays(2), 50);
            server.bean(JdbcClient.class)
                    .sql("UPDATE accrual SET cost = cost + 1")
                    .update();
            PaidOwners.earn(server, owner, day, 150);
            EndedDays days = server.bean(EndedDays.class);
            assertThat(days.settle()).isFalse();
            assertThat(balance(server, owner)).isEqualTo(balance(150, 0, 150, 0));
            assertThat(server.bean(ChainAlarms.class).open()).singleElement().satisfies(alarm -> {
                assertThat(alarm.code()).isEqualTo("DAY_NOT_CLOSED");
                assertThat(alarm.subject()).isEqualTo(day.minusDays(2).toString());
            });
        }
    }

    @Test
    void what_a_closed_period_earned_is_paid_once_whatever_fails_on_the_way(@TempDir Path data) throws Exception {
        try (TestServer server = PaidOwners.start(data)) {
            Payouts payouts = server.bean(Payouts.class);
            ProviderRegistered rich = PaidOwners.register(server, "0:" + "1".repeat(64));
            ProviderRegistered poor = PaidOwners.register(server, "0:" + "2".repeat(64));
            PaidOwners.earn(server, rich, day, 150);
            PaidOwners.earn(server, poor, day, 99);
            close(server, day);
            close(server, day);
            assertThat(balance(server, rich)).isEqualTo(balance(150, 0, 0, 150));

            PayoutStatus scheduled = schedule(server);
            assertThat(scheduled.open()).singleElement().satisfies(batch -> {
                assertThat(batch.payments()).isOne();
                assertThat(batch.amount()).isEqualTo(Nanoton.of(150));
                assertThat(batch.submitted()).isFalse();
            });
            assertThat(schedule(server)).isEqualTo(scheduled);
            assertThat(balance(server, poor)).isEqualTo(balance(99, 0, 0, 99));

            // Two operators at once: one message stands, both get it.
            try (var threads = Executors.newFixedThreadPool(2)) {
                var first = threads.submit(() -> payouts.submit(1, message(1)));
                var second = threads.submit(() -> payouts.submit(1, message(2)));
                assertThat(first.get()).isEqualTo(second.get());
            }
            payouts.failed(1, PayoutFailure.NEVER_EXECUTED, null, Nanoton.ZERO);
            payouts.failed(1, PayoutFailure.NEVER_EXECUTED, null, Nanoton.ZERO);
            assertThat(balance(server, rich)).isEqualTo(balance(150, 0, 0, 150));

            PaidOwners.earn(server, poor, day.minusDays(1), 1);
            close(server, day.minusDays(1));
            assertThat(schedule(server).open()).singleElement().satisfies(batch -> assertThat(batch.payments())
                    .isEqualTo(2));
            Batch batch = payouts.open().getFirst();
            payouts.submit(batch.number(), message(3));
            var sent = new WalletTransaction(9, Digest.sha256(), Instant.EPOCH);
            payouts.confirmed(batch.number(), sent, sent, Nanoton.of(7));
            payouts.confirmed(batch.number(), sent, sent, Nanoton.of(7));
            assertThat(balance(server, rich)).isEqualTo(balance(150, 150, 0, 0));
            assertThat(balance(server, poor)).isEqualTo(balance(100, 100, 0, 0));
            assertThatThrownBy(() -> payouts.failed(batch.number(), PayoutFailure.NEVER_EXECUTED, null, Nanoton.ZERO))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("PAYOUT_CONTRADICTION");
            assertThat(server.get("/v1/providers/" + rich.provider() + "/balance", poor.apiKey())
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void without_a_chain_nobody_is_scheduled(@TempDir Path data) throws Exception {
        try (TestServer server = TestServer.start(data)) {
            assertThat(server.post("/v1/operator/payouts", server.operatorToken())
                            .problem()
                            .code())
                    .isEqualTo("NO_CHAIN");
        }
    }
}
