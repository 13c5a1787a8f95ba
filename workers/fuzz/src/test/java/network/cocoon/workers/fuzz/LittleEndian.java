package network.cocoon.workers.fuzz;

import java.io.ByteArrayOutputStream;

/** Writes numbers as firmware does. */
final class LittleEndian {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    LittleEndian u16(int value) {
        return number(value, 2);
    }

    LittleEndian u32(int value) {
        return number(value, 4);
    }

    LittleEndian bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] toArray() {
        return out.toByteArray();
    }

    private LittleEndian number(int value, int length) {
        for (int i = 0; i < length; i++) {
            out.write(value >> (8 * i));
        }
        return this;
    }
}
