package network.cocoon.workers.tvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.block.Message;
import network.cocoon.workers.tvm.block.ShardAccount;
import network.cocoon.workers.tvm.block.StateInit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Contracts written in the TVM's own bytes, whose gas can be counted by hand (tvm.pdf, appendix A). */
class TvmTest {

    private static final long NOW = 1_700_000_000L;
    private static final long YEAR = 365L * 24 * 3600;
    private static final BigInteger TON = BigInteger.valueOf(1_000_000_000);

    /** ACCEPT. */
    private static final Cell ACCEPTING = code("F800");
    /** ACCEPT, then 77 PUSHINT, THROWANY. */
    private static final Cell THROWING = code("F800804DF2F0");

    private static final Cell REFUSING = code("804DF2F0");

    private static Tvm tvm;

    @BeforeAll
    static void start() {
        tvm = Tvm.start();
    }

    @AfterAll
    static void stop() {
        tvm.close();
    }

    @Test
    void gas_is_what_the_book_says() {
        var done = send(deployed(ACCEPTING), NOW).executed().transaction();
        // ACCEPT of 16 bits: 10 + 16; the implicit return: 5.
        assertThat(done.gasUsed()).isEqualTo(31);
        assertThat(done.exitCode()).isZero();
        assertThat(done.phases().aborted()).isFalse();
    }

    @Test
    void the_same_call_gives_the_same_bytes() {
        ShardAccount account = deployed(ACCEPTING);
        var first = send(account, NOW).executed();
        send(deployed(THROWING), NOW + 5);
        var again = send(account, NOW).executed();
        assertThat(again).isEqualTo(first);
        try (Tvm other = Tvm.start()) {
            var elsewhere = other.run(run(account, NOW)).executed();
            assertThat(elsewhere.transaction().cell().toBoc())
                    .isEqualTo(first.transaction().cell().toBoc());
            assertThat(elsewhere.account().cell().toBoc())
                    .isEqualTo(first.account().cell().toBoc());
        }
    }

    @Test
    void a_throw_after_accept_is_a_transaction_and_one_before_is_none() {
        var thrown = send(deployed(THROWING), NOW).executed().transaction();
        assertThat(thrown.exitCode()).isEqualTo(77);
        assertThat(thrown.phases().aborted()).isTrue();
        assertThat(send(deployed(REFUSING), NOW))
                .isInstanceOfSatisfying(TransactionResult.Refused.class, refused -> assertThat(refused.exitCode())
                        .isEqualTo(77));
    }

    @Test
    void rent_is_due_by_time() {
        var done = send(deployed(ACCEPTING), NOW + YEAR).executed().transaction();
        // AccountStorage, code, and data: 3 cells; (3 * 500 + bits * 1) * seconds / 2^16, rounded up.
        BigInteger bits = BigInteger.valueOf(64 + (4 + 32) + 1 + 1 + 5 + 16);
        BigInteger rate = BigInteger.valueOf(3 * 500).add(bits);
        BigInteger unit = BigInteger.TWO.pow(16);
        BigInteger rent = rate.multiply(BigInteger.valueOf(YEAR))
                .add(unit.subtract(BigInteger.ONE))
                .divide(unit);
        assertThat(done.phases().storageFees()).isEqualTo(rent);
    }

    @Test
    void a_get_method_takes_and_gives_every_kind_of_value() {
        // The contract leaves the stack as it is, with the method's number on top.
        List<StackValue> given = List.of(
                StackValue.of(-5),
                StackValue.of(BigInteger.TWO.pow(255)),
                new StackValue.Null(),
                StackValue.of(ACCEPTING),
                StackValue.slice(THROWING),
                new StackValue.Tuple(List.of()),
                new StackValue.Tuple(List.of(StackValue.of(7))),
                new StackValue.Tuple(List.of(StackValue.of(1), StackValue.of(2), StackValue.of(ACCEPTING))));
        ShardAccount account = deployed(ACCEPTING);
        GetMethodResult answer = tvm.get(GetMethodRun.of(
                address(ACCEPTING),
                ACCEPTING,
                Cell.EMPTY,
                account.balance(),
                NOW,
                "seqno",
                given.toArray(StackValue[]::new)));
        assertThat(answer.success()).isTrue();
        assertThat(answer.stack().subList(0, given.size())).isEqualTo(given);
        // Every wallet's seqno has this number.
        assertThat(answer.fromTop(0).number()).isEqualTo(85143);
    }

    @Test
    void a_get_method_that_throws_says_with_what() {
        GetMethodResult answer =
                tvm.get(GetMethodRun.of(address(REFUSING), REFUSING, Cell.EMPTY, BigInteger.ZERO, NOW, "seqno"));
        assertThat(answer.exitCode()).isEqualTo(77);
        assertThat(answer.success()).isFalse();
    }

    @Test
    void endless_code_ends_with_its_gas() {
        // PUSHCONT { }, AGAIN
        Cell endless = code("90EA");
        GetMethodResult answer = tvm.get(new GetMethodRun(
                address(endless),
                endless,
                Cell.EMPTY,
                BigInteger.ZERO,
                NOW,
                0,
                List.of(),
                Digest.of(new byte[32]),
                10_000,
                null));
        assertThat(answer.exitCode()).isEqualTo(-14);
        assertThat(answer.gasUsed()).isGreaterThanOrEqualTo(10_000);
    }

    private static TransactionResult send(ShardAccount account, long now) {
        return tvm.run(run(account, now));
    }

    private static TransactionRun run(ShardAccount account, long now) {
        TonAddress address = Objects.requireNonNull(account.account()).address();
        return TransactionRun.of(account, Message.external(address, null, Cell.EMPTY), now, 1_000_000);
    }

    private static ShardAccount deployed(Cell code) {
        return ShardAccount.active(address(code), StateInit.of(code, Cell.EMPTY), TON, NOW);
    }

    private static TonAddress address(Cell code) {
        return StateInit.of(code, Cell.EMPTY).address();
    }

    private static Cell code(String hex) {
        return CellBuilder.begin().bytes(HexFormat.of().parseHex(hex)).end();
    }
}
