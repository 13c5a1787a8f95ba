package network.cocoon.domain.envelope;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerKeyId;

/** Fixed byte forms that go under a hash or a signature. */
final class Raw {

    private Raw() {}

    /** ASCII label. */
    static byte[] label(String label) {
        return label.getBytes(StandardCharsets.US_ASCII);
    }

    /** 16 bytes. */
    static byte[] of(RequestId id) {
        return HexFormat.of().parseHex(id.value());
    }

    /** 32 bytes. */
    static byte[] of(WorkerKeyId id) {
        return HexFormat.of().parseHex(id.value());
    }

    /** Big endian. */
    static byte[] u32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length = Math.addExact(length, part.length);
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }
}
