package network.cocoon.commands.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Instant;
import network.cocoon.commands.TestServer;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.PayoutFailure;
import network.cocoon.domain.settlement.PayoutMessage;
import network.cocoon.domain.settlement.TransferId;
import network.cocoon.domain.settlement.TransferPurpose;
import network.cocoon.domain.settlement.WalletTransaction;
import network.cocoon.wire.api.OperatorApi.PayoutStatus;
import network.cocoon.wire.api.OperatorApi.TransferList;
import network.cocoon.wire.api.OperatorApi.TransferOrder;
import network.cocoon.wire.api.OperatorApi.TransferState;
import network.cocoon.wire.api.OperatorApi.TransferStatus;
import network.cocoon.wire.ton.TonAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransfersApiTest {

    private static final String TRANSFERS = "/v1/operator/transfers";
    private static final String EXIT = "0:" + "e".repeat(64);
    private static final String HOME = "0:" + "f".repeat(64);

    private static TransferOrder order(String id, String to, long amount, TransferPurpose purpose) {
        return new TransferOrder(new TransferId(id), to, Nanoton.of(amount), purpose, "");
    }

    private static String refusal(TestServer server, TransferOrder order) {
        return server.post(TRANSFERS, server.operatorToken(), order).problem().code();
    }

    @Test
    void an_order_is_one_transfer_however_often_it_is_sent(@TempDir Path data) throws Exception {
        try (TestServer server = TestServer.start(
                data,
                "cocoon.ton.network-id=-3",
                "cocoon.ton.wallet=0:" + "b".repeat(64),
                "cocoon.ton.exit.contract=" + EXIT)) {
            Payouts payouts = server.bean(Payouts.class);
            String friendly = TonAddress.parse(HOME).friendly(false, true);
            TransferOrder fees = order("fees-1", friendly, 5_000, TransferPurpose.FEES);
            TransferStatus ordered =
                    server.post(TRANSFERS, server.operatorToken(), fees).as(TransferStatus.class);
            assertThat(ordered.to()).isEqualTo(HOME);
            assertThat(ordered.state()).isEqualTo(TransferState.ORDERED);
            assertThat(server.post(TRANSFERS, server.operatorToken(), fees).as(TransferStatus.class))
                    .isEqualTo(ordered);
            assertThat(refusal(server, order("fees-1", HOME, 5_001, TransferPurpose.FEES)))
                    .isEqualTo("TRANSFER_DIFFERS");
            assertThat(refusal(server, order("why", HOME, 1, TransferPurpose.OTHER)))
                    .isEqualTo("INVALID_TRANSFER");
            assertThat(refusal(server, order("where", "nowhere", 1, TransferPurpose.FEES)))
                    .isEqualTo("INVALID_TRANSFER");
            assertThat(refusal(server, order("reserve", HOME, 1, TransferPurpose.RESERVE)))
                    .isEqualTo("NOT_THE_EXIT");
            server.post(TRANSFERS, server.operatorToken(), order("reserve", EXIT, 1, TransferPurpose.RESERVE))
                    .as(TransferStatus.class);

            payouts.submit(
                    1,
                    new PayoutMessage(
                            Digest.sha256(), 1, Instant.EPOCH, 60, 1, Digest.sha256(), Bytes.of(new byte[] {1})));
            var sent = new WalletTransaction(9, Digest.sha256(), Instant.EPOCH);
            payouts.confirmed(1, sent, sent, Nanoton.of(7));
            payouts.failed(2, PayoutFailure.NOT_COVERED, null, Nanoton.ZERO);
            payouts.failed(2, PayoutFailure.NOT_COVERED, null, Nanoton.ZERO);

            assertThat(server.get(TRANSFERS, server.operatorToken())
                            .as(TransferList.class)
                            .transfers())
                    .extracting(TransferStatus::id, TransferStatus::state)
                    .containsExactly(
                            tuple(new TransferId("reserve"), TransferState.FAILED),
                            tuple(new TransferId("fees-1"), TransferState.CONFIRMED));
            assertThat(server.get("/v1/operator/payouts", server.operatorToken())
                            .as(PayoutStatus.class)
                            .open())
                    .isEmpty();
        }
    }

    @Test
    void only_the_operator_orders_and_only_where_there_is_a_chain(@TempDir Path data) throws Exception {
        try (TestServer server = TestServer.start(data)) {
            TransferOrder fees = order("fees-1", HOME, 5_000, TransferPurpose.FEES);
            assertThat(refusal(server, fees)).isEqualTo("NO_CHAIN");
            assertThat(server.post(TRANSFERS, null, fees).status()).isEqualTo(401);
            assertThat(server.get(TRANSFERS, null).status()).isEqualTo(401);
        }
    }
}
