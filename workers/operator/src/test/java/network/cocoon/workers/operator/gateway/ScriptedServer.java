package network.cocoon.workers.operator.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.ChainHead;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.SendAnswer;
import network.cocoon.workers.operator.port.TonFailure;
import org.jspecify.annotations.Nullable;

/** A server with one account, whose history and lies a test writes. */
final class ScriptedServer implements FakeServer {

    private final TonAddress account;
    private final List<ChainTransaction> history = new ArrayList<>();
    private long seqno;
    private int leftOut = -1;
    private boolean swapped;
    private TonFailure.@Nullable Code failure;
    private SendAnswer answer = SendAnswer.TAKEN;
    private int calls;

    ScriptedServer(TonAddress account) {
        this.account = account;
    }

    static Instant timeOf(long seqno) {
        return Instant.ofEpochSecond(1_800_000_000 + 5 * seqno);
    }

    void block(int count) {
        seqno += count;
    }

    ChainTransaction append(String what) {
        Cursor previous = history.isEmpty() ? Cursor.START : history.getLast().id();
        Digest hash = Digest.sha256(previous.hash().raw(), what.getBytes(StandardCharsets.UTF_8));
        ChainTransaction transaction = new ChainTransaction(
                account,
                new Cursor(previous.lt() + 10, hash),
                previous,
                timeOf(seqno),
                Optional.empty(),
                List.of(),
                Nanoton.ZERO,
                false,
                false,
                Optional.of(0),
                Optional.of(0));
        history.add(transaction);
        return transaction;
    }

    void takeBack() {
        history.removeLast();
    }

    /** From the end. */
    void leaveOut(int number) {
        leftOut = number;
    }

    void swapped(boolean on) {
        swapped = on;
    }

    void fails(TonFailure.Code code) {
        failure = code;
    }

    void answers(SendAnswer given) {
        answer = given;
    }

    int calls() {
        return calls;
    }

    @Override
    public AccountSnapshot account(TonAddress address) {
        call();
        return new AccountSnapshot(
                address,
                AccountSnapshot.Status.UNINITIALISED,
                Nanoton.ZERO,
                Optional.empty(),
                Optional.empty(),
                history.isEmpty() ? Cursor.START : history.getLast().id(),
                new ChainHead(seqno, timeOf(seqno)));
    }

    @Override
    public List<ChainTransaction> transactions(TonAddress address, Cursor newest, int limit) {
        call();
        List<ChainTransaction> page = new ArrayList<>(history.reversed().stream()
                .filter(t -> t.id().lt() <= newest.lt())
                .limit(limit)
                .toList());
        if (leftOut >= 0 && leftOut < page.size()) {
            page.remove(leftOut);
        }
        if (swapped && page.size() > 1) {
            page.add(0, page.remove(1));
        }
        return page;
    }

    @Override
    public SendAnswer send(Cell message) {
        call();
        return answer;
    }

    private void call() {
        calls++;
        if (failure != null) {
            throw new TonFailure(failure, "scripted");
        }
    }
}
