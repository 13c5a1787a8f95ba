package network.cocoon.workers.tvm.block;

import java.math.BigInteger;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellDictionary;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonFormatException;
import org.jspecify.annotations.Nullable;

/**
 * What one message did to one account (block.tlb, Transaction with trans_ord).
 *
 * @param cell      the whole; its hash is the transaction's
 * @param account   account id
 * @param now       Unix seconds
 * @param totalFees nanoton, all of what it cost but what forwards messages
 */
public record Transaction(
        Cell cell,
        Digest account,
        long lt,
        Digest previousHash,
        long previousLt,
        long now,
        @Nullable Message in,
        List<Message> out,
        BigInteger totalFees,
        Phases phases) {

    /** The contract's own limit is 255 actions. */
    private static final int MAX_MESSAGES = 256;

    private static final int ORDINARY = 0b0000;

    public static Transaction read(Cell cell) {
        CellReader in = cell.read();
        if (in.uint(4) != 0b0111) {
            throw new TonFormatException(TonFormatException.Code.UNKNOWN_TAG, "not a transaction");
        }
        Digest account = in.digest();
        long lt = in.uint64();
        Digest previousHash = in.digest();
        long previousLt = in.uint64();
        long now = in.uint(32);
        in.skip(15 + 2 + 2);
        CellReader messages = in.ref().read();
        BigInteger fees = Currency.read(in);
        in.ref();
        CellReader description = in.ref().read();
        if (description.uint(4) != ORDINARY) {
            throw new TonFormatException(TonFormatException.Code.UNKNOWN_TAG, "not an ordinary transaction");
        }
        Cell received = messages.maybeRef();
        Cell sent = messages.maybeRef();
        return new Transaction(
                cell,
                account,
                lt,
                previousHash,
                previousLt,
                now,
                received == null ? null : Message.read(received),
                sent == null ? List.of() : sent(sent),
                fees,
                Phases.read(description));
    }

    public Digest hash() {
        return cell.hash();
    }

    public long gasUsed() {
        return phases.compute() instanceof ComputePhase.Run run ? run.gasUsed() : 0;
    }

    /** 0 and 1 are success; null where no code ran. */
    public @Nullable Integer exitCode() {
        return phases.compute() instanceof ComputePhase.Run run ? Integer.valueOf(run.exitCode()) : null;
    }

    /** The result of the action phase; null where there was none. */
    public @Nullable Integer actionCode() {
        ActionPhase action = phases.action();
        return action == null ? null : Integer.valueOf(action.resultCode());
    }

    private static List<Message> sent(Cell dictionary) {
        return CellDictionary.read(dictionary, 15, MAX_MESSAGES).values().stream()
                .map(entry -> Message.read(entry.ref()))
                .toList();
    }
}
