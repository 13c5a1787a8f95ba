package network.cocoon.workers.tvm.block;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellReader;

/** The text that a person put beside money: four zero bytes, then UTF-8 through a chain of cells. */
public final class Comment {

    private static final int MAX_BYTES = 8 * 1024;

    private Comment() {}

    public static Optional<String> of(Cell body) {
        CellReader in = body.read();
        if (in.bitsLeft() < 32 || in.uint(32) != 0) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            if (in.bitsLeft() % 8 != 0) {
                return Optional.empty();
            }
            bytes.writeBytes(in.bytes(in.bitsLeft() / 8));
            if (in.refsLeft() == 0 || bytes.size() > MAX_BYTES) {
                break;
            }
            in = in.ref().read();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
