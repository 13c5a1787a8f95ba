package network.cocoon.workers.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.HistoryPage;
import network.cocoon.workers.operator.port.SendAnswer;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.operator.port.TonFailure.Code;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** When a transaction counts, and what servers cannot talk the gateway into. */
class NetworkGatewayTest {

    private static final TonAddress ACCOUNT = new TonAddress((byte) 0, Digest.sha256());

    private final ScriptedServer one = new ScriptedServer(ACCOUNT);
    private final ScriptedServer two = new ScriptedServer(ACCOUNT);
    private final ScriptedServer three = new ScriptedServer(ACCOUNT);

    @Test
    void a_transaction_counts_after_so_many_blocks() {
        NetworkGateway gateway = gateway(new ConfirmationPolicy(3, 1), one);
        one.block(1);
        Cursor first = one.append("a").id();
        assertThat(page(gateway, Cursor.START).transactions()).isEmpty();
        one.block(2);
        assertThat(page(gateway, Cursor.START).through())
                .as("nothing is certain yet")
                .isEqualTo(Instant.EPOCH);
        one.block(1);
        HistoryPage page = page(gateway, Cursor.START);
        assertThat(page.transactions()).extracting(ChainTransaction::id).containsExactly(first);
        assertThat(page.complete()).isTrue();
        assertThat(page.through()).isEqualTo(ScriptedServer.timeOf(1));
    }

    @Test
    void what_a_short_fork_takes_back_never_counted() {
        NetworkGateway gateway = gateway(new ConfirmationPolicy(3, 1), one);
        one.block(1);
        one.append("a");
        page(gateway, Cursor.START);
        one.takeBack();
        one.block(3);
        Cursor other = one.append("b").id();
        assertThat(page(gateway, Cursor.START).transactions()).isEmpty();
        one.block(3);
        page(gateway, Cursor.START);
        one.block(3);
        assertThat(page(gateway, Cursor.START).transactions())
                .extracting(ChainTransaction::id)
                .containsExactly(other);
    }

    @Test
    void a_transaction_that_counted_and_is_gone_is_told() {
        NetworkGateway gateway = gateway(ConfirmationPolicy.AT_ONCE, one);
        Cursor counted = one.append("a").id();
        one.takeBack();
        one.append("b");
        one.append("c");
        failsWith(Code.HISTORY_CHANGED, () -> page(gateway, counted));
    }

    @Test
    void a_long_history_comes_in_pages_without_a_gap() {
        NetworkGateway gateway = gateway(ConfirmationPolicy.AT_ONCE, one);
        List<Cursor> all =
                IntStream.range(0, 1234).mapToObj(i -> one.append("t" + i).id()).toList();
        List<Cursor> read = new ArrayList<>();
        Cursor at = Cursor.START;
        boolean complete = false;
        while (!complete) {
            HistoryPage page = gateway.transactions(ACCOUNT, at, 100);
            page.transactions().forEach(t -> read.add(t.id()));
            at = read.getLast();
            complete = page.complete();
        }
        assertThat(read).isEqualTo(all);
        assertThat(one.calls()).as("not the square of it").isLessThan(400);
    }

    @Test
    void a_history_with_something_slipped_in_or_left_out_is_false() {
        NetworkGateway gateway = gateway(ConfirmationPolicy.AT_ONCE, one);
        one.append("a");
        one.append("b");
        one.append("c");
        one.leaveOut(1);
        failsWith(Code.ANSWER_FALSE, () -> page(gateway, Cursor.START));
        one.leaveOut(-1);
        one.swapped(true);
        failsWith(Code.ANSWER_FALSE, () -> page(gateway, Cursor.START));
    }

    @Test
    void the_next_server_answers_where_one_fails_or_lies() {
        NetworkGateway gateway = gateway(ConfirmationPolicy.AT_ONCE, one, two, three);
        List.of(one, two, three).forEach(s -> {
            s.append("a");
            s.append("b");
        });
        one.fails(Code.UNREACHABLE);
        two.leaveOut(0);
        assertThat(page(gateway, Cursor.START).transactions()).hasSize(2);
        assertThat(gateway.health())
                .extracting(h -> h.lastFailure().map(Enum::name).orElse("fine"))
                .containsExactly("UNREACHABLE", "ANSWER_FALSE", "fine");
        three.fails(Code.RATE_LIMITED);
        failsWith(Code.ANSWER_FALSE, () -> page(gateway, Cursor.START));
    }

    @Test
    void two_servers_must_agree_where_the_policy_says_so() {
        NetworkGateway gateway = gateway(new ConfirmationPolicy(0, 2), one, two);
        one.append("a");
        assertThat(page(gateway, Cursor.START))
                .as("agreed is what both have, and it proves nothing")
                .isEqualTo(new HistoryPage(List.of(), true, Instant.EPOCH));
        two.append("a");
        assertThat(page(gateway, Cursor.START).transactions()).hasSize(1);
        one.append("b");
        two.append("x");
        failsWith(Code.SERVERS_DISAGREE, () -> page(gateway, Cursor.START));
        two.append("y");
        failsWith(Code.SERVERS_DISAGREE, () -> page(gateway, Cursor.START));
    }

    @Test
    void one_server_that_hides_the_newest_proves_nothing() {
        NetworkGateway gateway = gateway(new ConfirmationPolicy(0, 2), one, two);
        one.append("a");
        two.append("a");
        one.block(10);
        two.block(5);
        assertThat(page(gateway, Cursor.START).through()).isEqualTo(ScriptedServer.timeOf(5));
        two.append("b");
        assertThat(page(gateway, Cursor.START).through())
                .as("the other knows of a later one: until the tip itself at most")
                .isEqualTo(ScriptedServer.timeOf(0));
    }

    @Test
    void a_message_goes_to_every_server_and_one_is_enough() {
        NetworkGateway gateway = gateway(ConfirmationPolicy.AT_ONCE, one, two, three);
        one.fails(Code.UNREACHABLE);
        two.answers(SendAnswer.NOT_ACCEPTED);
        assertThat(gateway.send(Cell.EMPTY)).isEqualTo(SendAnswer.TAKEN);
        three.answers(SendAnswer.NOT_ACCEPTED);
        assertThat(gateway.send(Cell.EMPTY)).isEqualTo(SendAnswer.NOT_ACCEPTED);
        two.fails(Code.SERVER_FAILED);
        three.fails(Code.SERVER_FAILED);
        failsWith(Code.SERVER_FAILED, () -> gateway.send(Cell.EMPTY));
    }

    private static NetworkGateway gateway(ConfirmationPolicy policy, ScriptedServer... servers) {
        return FakeServer.gateway(List.of(servers), policy, new Random(1));
    }

    private static HistoryPage page(NetworkGateway gateway, Cursor after) {
        return gateway.transactions(ACCOUNT, after, 100);
    }

    private static void failsWith(Code code, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(TonFailure.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
