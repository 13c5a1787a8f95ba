package network.cocoon.client.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.cocoon.client.fake.FakeEscrow;
import network.cocoon.client.fake.FakeOperator;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.TonAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client on a network with a chain, from its first start. */
class EscrowAccountTest {

    private static final TonAddress WALLET = TonAddress.parse("0:" + "a".repeat(64));

    private final List<String> notices = new ArrayList<>();

    @TempDir
    private Path data;

    private AppAccount open(OperatorApi api, Optional<TonAddress> wallet) throws IOException {
        var options = new AccountOptions(
                "test", List.of("tiny"), 10, 10_000, Nanoton.of(1000), Nanoton.of(50_000), Nanoton.of(50_000), wallet);
        DataFolder folder = new DataFolder(data, new SecureRandom());
        return AppAccount.open(api, folder, options, InstantSource.system(), notices::add);
    }

    @Test
    void opensItsEscrowOnceAndSpendsWhatIsPaidIn() throws Exception {
        try (FakeOperator operator = new FakeOperator();
                OperatorApi api = OperatorApi.at(operator.uri())) {
            FakeEscrow escrow = operator.takeEscrows();
            AppAccount account = open(api, Optional.of(WALLET));
            assertThat(notices).anyMatch(notice -> notice.contains("Pay in: ton://transfer/"));
            assertThat(account.topUp(Nanoton.of(1), notices::add))
                    .as("nothing is paid in")
                    .isFalse();

            escrow.deposit(5000);
            assertThat(account.topUp(Nanoton.of(1), notices::add)).isTrue();
            assertThat(escrow.authorised()).isEqualTo(Nanoton.of(1000));

            notices.clear();
            open(api, Optional.empty());
            assertThat(notices).as("the escrow stands, the voucher too").isEmpty();
        }
    }

    @Test
    void renewsBesideARequestThatLeavesHalfOfAStep() throws Exception {
        try (FakeOperator operator = new FakeOperator();
                OperatorApi api = OperatorApi.at(operator.uri())) {
            FakeEscrow escrow = operator.takeEscrows();
            AppAccount account = open(api, Optional.of(WALLET));
            escrow.deposit(5000);
            account.topUp(Nanoton.ZERO, notices::add);
            operator.use(500);
            CountDownLatch signed = new CountDownLatch(1);
            account.reserved(Nanoton.of(500), _ -> signed.countDown());
            assertThat(signed.await(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(escrow.authorised()).isEqualTo(Nanoton.of(1500));
        }
    }

    @Test
    void saysWhatIsMissingWithoutAWallet() throws Exception {
        try (FakeOperator operator = new FakeOperator();
                OperatorApi api = OperatorApi.at(operator.uri())) {
            operator.takeEscrows();
            assertThatThrownBy(() -> open(api, Optional.empty()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("--wallet");
        }
    }
}
