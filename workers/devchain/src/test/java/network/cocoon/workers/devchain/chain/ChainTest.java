package network.cocoon.workers.devchain.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.Tvm;
import network.cocoon.workers.tvm.block.AccountState;
import network.cocoon.workers.tvm.block.Message;
import network.cocoon.workers.tvm.block.ShardAccount;
import network.cocoon.workers.tvm.block.StateInit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final BigInteger TON = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger ALL = Faucet.SUPPLY;
    private static final long YEAR = 365L * 24 * 3600;

    private static Tvm tvm;

    private Instant now = START;
    private final InstantSource clock = () -> now;

    @BeforeAll
    static void start() {
        tvm = Tvm.start();
    }

    @AfterAll
    static void stop() {
        tvm.close();
    }

    @Test
    void the_faucet_gives_and_nothing_is_lost() throws IOException {
        try (Chain chain = Chain.inMemory(ChainSettings.INSTANT, clock, tvm)) {
            TonAddress someone = someone(1);
            chain.give(someone, TON.multiply(BigInteger.TWO));
            assertThat(chain.account(someone).balance()).isEqualTo(TON.multiply(BigInteger.TWO));
            assertThat(chain.head().seqno()).isEqualTo(2);
            assertThat(chain.supply().total()).isEqualTo(ALL);
            assertThat(chain.supply().inFlight()).isZero();
            assertThatThrownBy(() -> chain.give(someone, BigInteger.ZERO)).isInstanceOf(ChainRefusal.class);
        }
    }

    @Test
    void a_message_to_nobody_comes_back_if_it_says_so() throws IOException {
        try (Chain chain = Chain.inMemory(ChainSettings.INSTANT, clock, tvm)) {
            StateInit spender = StateInit.of(
                    code("DDF800D4D30730FB00"), CellBuilder.begin().bit(true).end());
            deploy(chain, spender);
            BigInteger before = chain.account(spender.address()).balance();
            Cell gift = Message.internal(null, someone(2), TON, true, 0, 0, null, Cell.EMPTY);
            chain.send(Message.external(
                    spender.address(),
                    null,
                    CellBuilder.begin().uint(0, 8).ref(gift).end()));
            List<StoredTransaction> history = chain.view(view -> view.history(spender.address()));
            assertThat(history.getLast().transaction().in())
                    .isInstanceOfSatisfying(Message.Internal.class, back -> assertThat(back.bounced())
                            .isTrue());
            assertThat(chain.account(spender.address()).balance())
                    .isBetween(before.subtract(TON.divide(BigInteger.TEN)), before);
            assertThat(chain.supply().total()).isEqualTo(ALL);
        }
    }

    @Test
    void what_was_answered_is_there_after_a_crash(@TempDir Path folder) throws IOException {
        Digest hash;
        Head head;
        try (Chain chain = Chain.open(folder, ChainSettings.INSTANT, clock, tvm)) {
            hash = chain.give(someone(1), TON);
            chain.advance(1000);
            head = chain.head();
            assertThatThrownBy(() -> Chain.open(folder, ChainSettings.INSTANT, clock, tvm))
                    .isInstanceOf(ChainLog.UnreadableException.class);
        }
        // A write that the crash cut off.
        Path log = folder.resolve("chain.log");
        Files.write(log, new byte[] {0, 0, 1, 0, 7, 7}, StandardOpenOption.APPEND);
        try (Chain chain = Chain.open(folder, ChainSettings.INSTANT, clock, tvm)) {
            assertThat(chain.head()).isEqualTo(head);
            assertThat(chain.now()).isEqualTo(START.getEpochSecond() + 1000);
            assertThat(chain.account(someone(1)).balance()).isEqualTo(TON);
            Optional<StoredTransaction> kept = chain.view(view -> view.receiver(hash));
            assertThat(kept).isPresent();
            chain.give(someone(1), TON);
            assertThat(chain.supply().total()).isEqualTo(ALL);
        }
        try (Chain chain = Chain.open(folder, ChainSettings.INSTANT, clock, tvm)) {
            // An account without a contract pays rent, too: here for a thousand seconds.
            assertThat(chain.account(someone(1)).balance())
                    .isBetween(TON.multiply(BigInteger.TWO).subtract(BigInteger.TEN), TON.multiply(BigInteger.TWO));
        }
    }

    @Test
    void a_log_cut_anywhere_opens_and_one_broken_inside_does_not(@TempDir Path folder) throws IOException {
        try (Chain chain = Chain.open(folder, ChainSettings.INSTANT, clock, tvm)) {
            chain.give(someone(1), TON);
            chain.give(someone(2), TON);
        }
        Path log = folder.resolve("chain.log");
        byte[] whole = Files.readAllBytes(log);
        for (int length = 0; length < whole.length; length += 97) {
            Files.write(log, Arrays.copyOf(whole, length));
            try (Chain chain = Chain.open(folder, ChainSettings.INSTANT, clock, tvm)) {
                assertThat(chain.supply().total()).isEqualTo(ALL);
            }
        }
        byte[] broken = whole.clone();
        broken[whole.length / 2] ^= 1;
        Files.write(log, broken);
        assertThatThrownBy(() ->
                        Chain.open(folder, ChainSettings.INSTANT, clock, tvm).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void rent_takes_the_contract_from_an_account_that_cannot_pay_it() throws IOException {
        try (Chain chain = Chain.inMemory(ChainSettings.INSTANT, clock, tvm)) {
            StateInit contract = StateInit.of(code("F800"), filler(60));
            deploy(chain, contract);
            assertThat(state(chain, contract.address())).isInstanceOf(AccountState.Active.class);
            for (int year = 0; year < 52; year++) {
                chain.advance(YEAR);
            }
            chain.give(contract.address(), BigInteger.ONE);
            // Its state is still its StateInit, so the network keeps only the address, which is that hash.
            assertThat(state(chain, contract.address())).isInstanceOf(AccountState.Uninitialised.class);
            assertThat(chain.supply().total()).isEqualTo(ALL);
        }
    }

    @Test
    void the_shuffle_is_drawn_from_its_seed_and_keeps_each_pair_in_order() throws IOException {
        List<List<String>> orders = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            try (Chain chain = Chain.inMemory(new ChainSettings(seed, true, 60_000), clock, tvm)) {
                for (int i = 0; i < 6; i++) {
                    chain.give(someone(i % 3), TON.add(BigInteger.valueOf(i)));
                }
                chain.produce();
                chain.produce();
                orders.add(chain.view(view ->
                        view.latest(6).reversed().stream().map(ChainTest::line).toList()));
                assertThat(chain.supply().total()).isEqualTo(ALL);
            }
        }
        assertThat(orders.get(0)).isEqualTo(orders.get(1)).isNotEqualTo(orders.get(2));
        for (List<String> order : orders) {
            for (int who = 0; who < 3; who++) {
                String prefix = someone(who).hash().hex().substring(60);
                assertThat(order.stream().filter(line -> line.startsWith(prefix)))
                        .isSorted();
            }
        }
    }

    @Test
    void an_external_message_that_nobody_accepts_leaves_no_trace() throws IOException {
        try (Chain chain = Chain.inMemory(ChainSettings.INSTANT, clock, tvm)) {
            Cell message = Message.external(someone(3), null, Cell.EMPTY);
            assertThatThrownBy(() -> chain.send(message))
                    .isInstanceOfSatisfying(ChainRefusal.class, e -> assertThat(e.reason())
                            .isEqualTo(ChainRefusal.Reason.NOT_ACCEPTED));
            assertThat(chain.head().seqno()).isZero();
            Cell internal = Message.internal(someone(1), someone(2), TON, true, 1, 1, null, Cell.EMPTY);
            assertThatThrownBy(() -> chain.send(internal))
                    .isInstanceOfSatisfying(ChainRefusal.class, e -> assertThat(e.reason())
                            .isEqualTo(ChainRefusal.Reason.NOT_AN_EXTERNAL_MESSAGE));
        }
    }

    private static String line(StoredTransaction stored) {
        return stored.address().hash().hex().substring(60)
                + (stored.transaction().in() instanceof Message.Internal in ? in.value() : "");
    }

    private static AccountState state(Chain chain, TonAddress address) {
        ShardAccount.Account account = chain.account(address).account();
        if (account == null) {
            throw new AssertionError("no account");
        }
        return account.state();
    }

    /** Money first, then the contract through an external message with its StateInit. */
    private static void deploy(Chain chain, StateInit contract) {
        chain.give(contract.address(), TON.multiply(BigInteger.TWO));
        Cell nothing = Message.internal(null, someone(9), BigInteger.ONE, false, 0, 0, null, Cell.EMPTY);
        chain.send(Message.external(
                contract.address(),
                contract,
                CellBuilder.begin().uint(1, 8).ref(nothing).end()));
    }

    /** A state that costs rent: so many cells of a thousand bits. */
    private static Cell filler(int cells) {
        Cell last = Cell.EMPTY;
        for (int i = 0; i < cells; i++) {
            last = CellBuilder.begin()
                    .uint(i, 16)
                    .bytes(new byte[120])
                    .ref(last)
                    .end();
        }
        return last;
    }

    private static TonAddress someone(int number) {
        byte[] hash = new byte[32];
        hash[31] = (byte) (number + 1);
        return new TonAddress((byte) 0, Digest.of(hash));
    }

    private static Cell code(String hex) {
        return CellBuilder.begin().bytes(HexFormat.of().parseHex(hex)).end();
    }
}
