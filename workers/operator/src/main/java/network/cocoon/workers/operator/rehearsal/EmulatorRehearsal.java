package network.cocoon.workers.operator.rehearsal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.Rehearsal;
import network.cocoon.workers.operator.port.RehearsalException;
import network.cocoon.workers.tvm.EmulatorException;
import network.cocoon.workers.tvm.TransactionResult;
import network.cocoon.workers.tvm.TransactionRun;
import network.cocoon.workers.tvm.Tvm;
import network.cocoon.workers.tvm.block.Message;
import network.cocoon.workers.tvm.block.ShardAccount;
import network.cocoon.workers.tvm.block.StateInit;
import org.jspecify.annotations.Nullable;

/**
 * With TON's own emulator, mainnet's prices as its package carries them, and the account's code, data and balance as the
 * chain's servers gave them. What those do not tell is left out: rent since the account's last transaction, and the history
 * behind it, which no contract of ours reads. Started when it is first needed: it takes seconds and tens of megabytes.
 */
public final class EmulatorRehearsal implements Rehearsal, AutoCloseable {

    /** As far as the network's own blocks are apart. */
    private static final long NEXT_BLOCK = 1_000_000;

    private @Nullable Tvm tvm;

    @Override
    public Tried of(AccountSnapshot account, Cell message) {
        try {
            long now = account.seen().time().getEpochSecond();
            long lt = Math.max(account.last().lt(), created(message)) + NEXT_BLOCK;
            return switch (tvm().run(TransactionRun.of(shard(account, now), message, now, lt))) {
                case TransactionResult.Refused refused -> new Tried.Refused(refused.exitCode());
                case TransactionResult.Executed done ->
                    new Tried.Done(
                            after(account, done.account(), lt),
                            done.transaction().phases().aborted(),
                            sent(done.transaction().out()));
            };
        } catch (EmulatorException | TonFormatException | ArithmeticException e) {
            throw new RehearsalException("the emulator did not answer: " + e.getMessage(), e);
        }
    }

    private synchronized Tvm tvm() {
        if (tvm == null) {
            tvm = Tvm.start();
        }
        return tvm;
    }

    private static long created(Cell message) {
        return Message.read(message) instanceof Message.Internal internal ? internal.createdLt() : 0;
    }

    private static ShardAccount shard(AccountSnapshot account, long now) {
        BigInteger balance = BigInteger.valueOf(account.balance().value());
        return switch (account.status()) {
            case ACTIVE ->
                ShardAccount.active(
                        account.address(),
                        StateInit.of(
                                account.code().orElseThrow(), account.data().orElseThrow()),
                        balance,
                        now);
            case UNINITIALISED -> ShardAccount.uninitialised(account.address(), balance, now);
            // Of a frozen account the hash of its state is not told; it refuses whatever does not bring that state.
            case FROZEN -> ShardAccount.none();
        };
    }

    private static AccountSnapshot after(AccountSnapshot before, ShardAccount account, long lt) {
        StateInit contract = account.contract();
        return new AccountSnapshot(
                before.address(),
                contract == null ? AccountSnapshot.Status.UNINITIALISED : AccountSnapshot.Status.ACTIVE,
                Nanoton.of(account.balance().longValueExact()),
                Optional.ofNullable(contract).map(StateInit::code),
                Optional.ofNullable(contract).map(StateInit::data),
                new Cursor(lt, account.cell().hash()),
                before.seen());
    }

    private static List<Sent> sent(List<Message> out) {
        List<Sent> sent = new ArrayList<>();
        for (Message message : out) {
            if (message instanceof Message.Internal internal) {
                sent.add(new Sent(
                        internal.destination(), Nanoton.of(internal.value().longValueExact()), internal.cell()));
            }
        }
        return sent;
    }

    @Override
    public synchronized void close() {
        if (tvm != null) {
            tvm.close();
        }
    }
}
