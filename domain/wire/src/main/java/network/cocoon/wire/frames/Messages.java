package network.cocoon.wire.frames;

import java.nio.ByteBuffer;
import java.util.Arrays;
import network.cocoon.domain.kernel.Bytes;

/** The layout that messages share. */
final class Messages {

    static final byte OPENING = 1;
    static final byte FRAME = 2;
    static final byte HEAD = 3;
    static final byte RECEIPT = 4;

    static final int SIGNATURE_BYTES = 64;
    static final int MAX_HEAD = 1024;

    private Messages() {}

    static byte[] join(byte kind, Bytes... parts) {
        return join(1, kind, parts);
    }

    static byte[] join(Bytes... parts) {
        return join(0, (byte) 0, parts);
    }

    private static byte[] join(int prefix, byte kind, Bytes... parts) {
        int length = prefix;
        for (Bytes part : parts) {
            length = Math.addExact(length, part.length());
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        if (prefix == 1) {
            out.put(kind);
        }
        for (Bytes part : parts) {
            out.put(part.toArray());
        }
        return out.array();
    }

    static Bytes rest(byte[] message, int from) {
        return rest(message, from, FrameWriter.MAX_FRAME);
    }

    static Bytes rest(byte[] message, int from, int most) {
        int length = message.length - from;
        if (length < 1 || length > most) {
            throw new IllegalArgumentException(
                    "a message of this kind has " + (from + 1) + " to " + (from + most) + " bytes");
        }
        return part(message, from, length);
    }

    static Bytes part(byte[] message, int from, int length) {
        return Bytes.of(Arrays.copyOfRange(message, from, from + length));
    }
}
