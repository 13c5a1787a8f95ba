package network.cocoon.commands.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import network.cocoon.commands.TestServer;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import network.cocoon.wire.api.ReconciliationApi.ReconciliationStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconciliationApiTest {

    private static final Instant SEEN = Instant.parse("2026-11-21T10:00:00Z");
    private static final String ESCROW = "0:" + "e".repeat(64);
    private static final Difference DEPOSIT = new Difference(
            DifferenceName.DEPOSIT_NEVER_CREDITED,
            ESCROW,
            new AccountId("app_" + "a".repeat(32)),
            77,
            Nanoton.ZERO,
            Nanoton.of(5_000_000_000L),
            SEEN);
    private static final Difference ON_ITS_WAY =
            new Difference(DifferenceName.PAYOUT_ON_ITS_WAY, "batch 1", null, 0, Nanoton.of(9), Nanoton.ZERO, SEEN);

    private static ReconciliationStatus status(TestServer server) {
        return server.get("/v1/operator/reconciliation", server.operatorToken()).as(ReconciliationStatus.class);
    }

    private static long events(TestServer server) {
        return server.jdbc()
                .sql("SELECT count(*) FROM domain_event WHERE aggregate_id = 'reconciliation'")
                .query(Long.class)
                .single();
    }

    @Test
    void an_alarm_is_an_event_once_and_a_round_is_none(@TempDir Path data) throws Exception {
        try (TestServer server = TestServer.start(data)) {
            assertThat(status(server)).isEqualTo(new ReconciliationStatus(null, List.of(), List.of()));
            Reconciliations rounds = server.bean(Reconciliations.class);
            assertThat(rounds.escrows()).isEmpty();
            assertThat(rounds.batches(0)).isEmpty();

            rounds.compared(5, SEEN, 3, List.of(), List.of(DEPOSIT, ON_ITS_WAY));
            rounds.compared(6, SEEN, 3, List.of(), List.of(DEPOSIT, ON_ITS_WAY));
            assertThat(status(server).alarms()).containsExactly(DEPOSIT);
            assertThat(status(server).explained()).containsExactly(ON_ITS_WAY);
            assertThat(status(server).last()).satisfies(last -> {
                assertThat(last.seqno()).isEqualTo(6);
                assertThat(last.escrows()).isEqualTo(3);
                assertThat(last.unread()).isZero();
            });
            assertThat(events(server)).isOne();

            // What could not be looked at stays open; a round of an operator that is behind is not the newest.
            rounds.compared(7, SEEN, 2, List.of(ESCROW), List.of());
            rounds.compared(6, SEEN, 2, List.of(ESCROW), List.of());
            assertThat(status(server).alarms()).containsExactly(DEPOSIT);
            assertThat(status(server).last())
                    .satisfies(last -> assertThat(last.seqno()).isEqualTo(7));
            rounds.compared(8, SEEN, 3, List.of(), List.of());
            assertThat(status(server).alarms()).isEmpty();
            assertThat(status(server).explained()).isEmpty();
            assertThat(events(server)).isEqualTo(2);
            assertThat(server.get("/v1/operator/reconciliation", null).status()).isEqualTo(401);
        }
    }
}
