package network.cocoon.workers.operator.gateway;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.BagOfCells;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.wire.ton.TonFormatException.Code;
import network.cocoon.workers.operator.port.TonFailure;

/**
 * Cells as a transaction may have them. Anyone can send one of our contracts a message with Merkle or pruned cells in its
 * body, which our reader refuses; a history must be followed past it all the same. ton4j reads it then, and what no
 * contract of ours looks at stands empty in the result, under its true hash.
 */
final class LooseCells {

    private static final BagOfCells.Limits LIMITS = new BagOfCells.Limits(2 << 20, 65_536);

    private final Cell root;
    private final IdentityHashMap<Cell, Digest> trueHashes;

    private LooseCells(Cell root, IdentityHashMap<Cell, Digest> trueHashes) {
        this.root = root;
        this.trueHashes = trueHashes;
    }

    static LooseCells read(byte[] boc) {
        try {
            return new LooseCells(Cell.ofBoc(boc, LIMITS), new IdentityHashMap<>());
        } catch (TonFormatException e) {
            if (e.code() == Code.EXOTIC_CELL) {
                return loose(boc);
            }
            throw new TonFailure(
                    e.code() == Code.TOO_LARGE ? TonFailure.Code.ANSWER_TOO_LARGE : TonFailure.Code.ANSWER_UNREADABLE,
                    "an answer has a bag of cells that is none: " + e.code());
        }
    }

    Cell root() {
        return root;
    }

    /** Of a cell of this tree, as it is on chain. */
    Digest hash(Cell cell) {
        Digest known = trueHashes.get(cell);
        return known == null ? cell.hash() : known;
    }

    /** ton4j throws whatever comes up on what it cannot read. Our reader has seen the bag's sizes before. */
    private static LooseCells loose(byte[] boc) {
        try {
            IdentityHashMap<Cell, Digest> hashes = new IdentityHashMap<>();
            Cell root = new Conversion(hashes).of(org.ton.ton4j.cell.Cell.fromBoc(boc));
            return new LooseCells(root, hashes);
        } catch (RuntimeException | StackOverflowError e) {
            throw unreadable();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Error e) {
            // Its way to say that an index is out of bounds.
            throw unreadable();
        }
    }

    private static TonFailure unreadable() {
        return new TonFailure(TonFailure.Code.ANSWER_UNREADABLE, "an answer has cells that nobody reads");
    }

    private record Conversion(IdentityHashMap<Cell, Digest> hashes, Map<Digest, Cell> done) {

        Conversion(IdentityHashMap<Cell, Digest> hashes) {
            this(hashes, new HashMap<>());
        }

        Cell of(org.ton.ton4j.cell.Cell from) {
            Digest hash = Digest.of(from.getHash());
            Cell known = done.get(hash);
            if (known != null) {
                return known;
            }
            CellBuilder out = CellBuilder.begin();
            if (!from.isExotic()) {
                int bits = from.getBitLength();
                byte[] data = from.getBits().toByteArray();
                for (int i = 0; i < bits; i++) {
                    out.bit((data[i >> 3] & (0x80 >> (i & 7))) != 0);
                }
                from.getRefs().forEach(ref -> out.ref(of(ref)));
            }
            Cell cell = out.end();
            done.put(hash, cell);
            hashes.put(cell, hash);
            return cell;
        }
    }
}
