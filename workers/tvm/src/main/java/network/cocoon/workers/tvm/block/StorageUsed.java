package network.cocoon.workers.tvm.block;

import java.util.HashSet;
import java.util.Set;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;

/** What rent is counted by: each cell once, however often it is referred to. */
record StorageUsed(long cells, long bits) {

    static StorageUsed of(Cell root) {
        return count(root, new HashSet<>());
    }

    private static StorageUsed count(Cell cell, Set<Digest> seen) {
        if (!seen.add(cell.hash())) {
            return new StorageUsed(0, 0);
        }
        long cells = 1;
        long bits = cell.bits();
        for (Cell ref : cell.refs()) {
            StorageUsed below = count(ref, seen);
            cells += below.cells;
            bits += below.bits;
        }
        return new StorageUsed(cells, bits);
    }
}
