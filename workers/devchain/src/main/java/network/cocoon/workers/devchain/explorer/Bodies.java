package network.cocoon.workers.devchain.explorer;

import java.util.Map;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.workers.tvm.block.Comment;

/** What a body says, as far as it can be told from its first bits. */
final class Bodies {

    /** Operations that everyone uses, by their number (TEP-74, wallet contracts, block.tlb). */
    private static final Map<Long, String> OPERATIONS = Map.of(
            0xFFFFFFFFL, "bounced",
            0x0F8A7EA5L, "jetton transfer",
            0x7362D09CL, "jetton transfer notification",
            0xD53276DBL, "excesses",
            0x7369676EL, "wallet v5 signed request",
            0x73696E74L, "wallet v5 internal request",
            0xAE42E5A4L, "highload v3 batch");

    private Bodies() {}

    static String describe(Cell body) {
        if (body.bits() == 0 && body.refs().isEmpty()) {
            return "empty";
        }
        return Comment.of(body).map(text -> "“" + text + "”").orElseGet(() -> operation(body));
    }

    private static String operation(Cell body) {
        CellReader in = body.read();
        String size = body.bits() + " bits, " + body.refs().size() + " references";
        if (in.bitsLeft() < 32) {
            return size;
        }
        long number = in.uint(32);
        String name = OPERATIONS.get(number);
        return String.format("0x%08x", number) + (name == null ? "" : " " + name) + ", " + size;
    }
}
