package network.cocoon.workers.devchain.chain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.BagOfCells;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.block.ShardAccount;
import network.cocoon.workers.tvm.block.Transaction;

/** What the log keeps. */
sealed interface LogRecord {

    /** The first: when the chain began. */
    record Genesis(long time) implements LogRecord {}

    record Made(Block block) implements LogRecord {}

    /** The chain's clock is so many seconds ahead of the machine's from here on. */
    record Ahead(long seconds) implements LogRecord {}

    default byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (this) {
                case Genesis(long time) -> {
                    out.writeByte(0);
                    out.writeLong(time);
                }
                case Made(Block block) -> {
                    out.writeByte(1);
                    write(out, block);
                }
                case Ahead(long seconds) -> {
                    out.writeByte(2);
                    out.writeLong(seconds);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static LogRecord decode(byte[] payload) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
        return switch (in.readByte()) {
            case 0 -> new Genesis(in.readLong());
            case 1 -> new Made(block(in));
            case 2 -> new Ahead(in.readLong());
            default -> throw new ChainLog.UnreadableException("the log has a record of a newer version");
        };
    }

    private static void write(DataOutputStream out, Block block) throws IOException {
        out.writeLong(block.seqno());
        out.writeLong(block.time());
        out.writeInt(block.transactions().size());
        for (Block.Applied applied : block.transactions()) {
            out.writeByte(applied.address().workchain());
            out.write(applied.address().hash().raw());
            write(out, applied.transaction().cell());
            write(out, applied.account().cell());
        }
    }

    private static void write(DataOutputStream out, Cell cell) throws IOException {
        byte[] boc = cell.toBoc();
        out.writeInt(boc.length);
        out.write(boc);
    }

    private static Block block(DataInputStream in) throws IOException {
        long seqno = in.readLong();
        long time = in.readLong();
        int count = in.readInt();
        List<Block.Applied> transactions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte workchain = in.readByte();
            TonAddress address = new TonAddress(workchain, Digest.of(in.readNBytes(32)));
            Transaction transaction = Transaction.read(cell(in));
            transactions.add(new Block.Applied(address, transaction, ShardAccount.read(cell(in))));
        }
        return new Block(seqno, time, transactions);
    }

    private static Cell cell(DataInputStream in) throws IOException {
        return Cell.ofBoc(in.readNBytes(in.readInt()), BagOfCells.Limits.STATE);
    }
}
