package network.cocoon.workers.devchain.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.iwebpp.crypto.TweetNaclFast.Signature;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.devchain.chain.Faucet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ton.ton4j.address.Address;
import org.ton.ton4j.smartcontract.types.Destination;
import org.ton.ton4j.smartcontract.types.WalletV4R2Config;
import org.ton.ton4j.smartcontract.types.WalletV5Config;
import org.ton.ton4j.smartcontract.wallet.v4.WalletV4R2;
import org.ton.ton4j.smartcontract.wallet.v5.WalletV5;
import org.ton.ton4j.toncenter.TonCenter;
import org.ton.ton4j.toncenter.TonCenterException;
import org.ton.ton4j.toncenter.model.RunGetMethodResponse;
import org.ton.ton4j.toncenter.model.TransactionResponse;
import org.ton.ton4j.toncenter.model.WalletInformationResponse;

/** Another's client, unchanged, against this chain: only its endpoint is set. */
class Ton4jTest {

    private static final BigInteger TON = BigInteger.valueOf(1_000_000_000);
    private static final Address SOMEONE =
            Address.of("0:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

    private static RunningChain running;
    private static TonCenter client;

    @BeforeAll
    static void start() throws IOException {
        running = RunningChain.start();
        client = TonCenter.builder().endpoint(running.endpoint()).build();
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        running.close();
    }

    @Test
    void a_v4_wallet_is_deployed_and_pays() {
        Signature.KeyPair keys = Signature.keyPair_fromSeed(seed(4));
        WalletV4R2 wallet = WalletV4R2.builder()
                .tonCenterClient(client)
                .keyPair(keys)
                .walletId(42)
                .build();
        String address = wallet.getAddress().toRaw();
        fund(address);
        wallet.deploy();
        assertThat(client.getAddressState(address).getResult()).isEqualTo("active");
        long seqno = client.getSeqno(address);
        BigInteger before = balance(SOMEONE.toRaw());
        wallet.send(WalletV4R2Config.builder()
                .walletId(42)
                .seqno(seqno)
                .destination(SOMEONE)
                .bounce(false)
                .amount(TON)
                .comment("for an answer")
                .build());
        // Less what carrying the message on costs, which this wallet's default mode takes from the amount.
        assertThat(balance(SOMEONE.toRaw()))
                .isBetween(before.add(TON).subtract(TON.divide(BigInteger.valueOf(1000))), before.add(TON));
        assertThat(client.getSeqno(address)).isEqualTo(seqno + 1);

        WalletInformationResponse known = client.getWalletInformation(address).getResult();
        assertThat(known.getWallet()).isTrue();
        assertThat(known.getWalletType()).isEqualTo("wallet v4 r2");
        assertThat(known.getSeqno()).isEqualTo(seqno + 1);
        assertThat(known.getWalletId()).isEqualTo(42);
    }

    @Test
    void a_v5_wallet_pays_and_its_history_can_be_followed() {
        Signature.KeyPair keys = Signature.keyPair_fromSeed(seed(5));
        WalletV5 wallet = WalletV5.builder()
                .tonCenterClient(client)
                .keyPair(keys)
                .walletId(42)
                .isSigAuthAllowed(true)
                .build();
        String address = wallet.getAddress().toRaw();
        fund(address);
        wallet.deploy();
        assertThat(client.getPublicKey(address)).isEqualTo(new BigInteger(1, keys.getPublicKey()));
        BigInteger before = balance(SOMEONE.toRaw());
        for (int i = 1; i <= 3; i++) {
            WalletV5Config config = WalletV5Config.builder()
                    .walletId(42)
                    .seqno(client.getSeqno(address))
                    .body(wallet.createBulkTransfer(Collections.singletonList(Destination.builder()
                                    .address(SOMEONE.toBounceable())
                                    .bounce(false)
                                    .amount(TON)
                                    .build()))
                            .toCell())
                    .build();
            wallet.send(config);
            assertThat(balance(SOMEONE.toRaw()))
                    .isBetween(
                            before.add(TON.multiply(BigInteger.valueOf(i))).subtract(BigInteger.TEN),
                            before.add(TON.multiply(BigInteger.valueOf(i))));
        }

        // Newest first; from a transaction's own logical time and hash on, it again and the older ones.
        List<TransactionResponse> page = client.getTransactions(address, 2).getResult();
        assertThat(page).hasSize(2);
        TransactionResponse last = page.getLast();
        List<TransactionResponse> older = client.getTransactions(
                        address,
                        10,
                        Long.valueOf(last.getTransactionId().getLt()),
                        last.getTransactionId().getHash(),
                        null,
                        null)
                .getResult();
        assertThat(older.getFirst().getTransactionId().getHash())
                .isEqualTo(last.getTransactionId().getHash());
        assertThat(older).hasSizeGreaterThanOrEqualTo(3);
        assertThat(page.getFirst().getOutMsgs()).hasSize(1);
        assertThat(page.getFirst().getOutMsgs().getFirst().getValue()).isEqualTo(TON.toString());
        List<TransactionResponse> none = client.getTransactions(
                        address,
                        10,
                        null,
                        null,
                        Long.valueOf(page.getFirst().getTransactionId().getLt()),
                        null)
                .getResult();
        assertThat(none).isEmpty();
    }

    @Test
    void errors_are_toncenters() {
        assertThatThrownBy(() -> client.sendBoc("AAAA"))
                .isInstanceOf(TonCenterException.class)
                .hasMessageContaining("bag of cells");
        assertThatThrownBy(() -> client.getBalance("nobody")).isInstanceOf(TonCenterException.class);
        assertThat(client.runGetMethod(SOMEONE.toRaw(), "seqno", List.of())
                        .getResult()
                        .getExitCode())
                .isEqualTo(-13);
    }

    @Test
    void a_get_method_takes_arguments_and_gives_cells() {
        // The faucet's code accepts and then reads a message from the slice on top: a cell with nothing is an
        // underflow.
        String empty = Base64.getEncoder().encodeToString(Cell.EMPTY.toBoc());
        RunGetMethodResponse answer = client.runGetMethod(
                        Faucet.ADDRESS.raw(),
                        "whatever",
                        List.of(List.of("num", "0x10"), List.of("tvm.Cell", empty), List.of("tvm.Slice", empty)))
                .getResult();
        assertThat(answer.getExitCode()).isEqualTo(9);
    }

    @Test
    void blocks_go_on() {
        long before = client.getMasterchainInfo().getResult().getLast().getSeqno();
        fund(SOMEONE.toRaw());
        assertThat(client.getMasterchainInfo().getResult().getLast().getSeqno()).isGreaterThan(before);
        assertThat(client.getAddressInformation(SOMEONE.toRaw()).getResult().getBalance())
                .isNotEmpty();
    }

    private static void fund(String address) {
        running.chain().give(TonAddress.parse(address), TON.multiply(BigInteger.valueOf(10)));
    }

    private static BigInteger balance(String address) {
        return client.getBalance(address);
    }

    private static byte[] seed(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) number;
        return seed;
    }
}
