package network.cocoon.wire.cbor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import network.cocoon.domain.kernel.Bytes;

/** RFC 8949, 4.2.1: shortest lengths, definite only, keys in order. */
final class CborWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private CborWriter() {}

    static Bytes write(Cbor value) {
        CborWriter writer = new CborWriter();
        writer.value(value);
        return Bytes.of(writer.out.toByteArray());
    }

    private void value(Cbor value) {
        switch (value) {
            case Cbor.Unsigned number -> head(CborReader.UNSIGNED, number.value());
            case Cbor.ByteString bytes -> {
                head(CborReader.BYTES, bytes.value().length());
                out.writeBytes(bytes.value().toArray());
            }
            case Cbor.Text text -> {
                byte[] utf8 = text.value().getBytes(StandardCharsets.UTF_8);
                head(CborReader.TEXT, utf8.length);
                out.writeBytes(utf8);
            }
            case Cbor.Array array -> {
                head(CborReader.ARRAY, array.items().size());
                array.items().forEach(this::value);
            }
            case Cbor.Fields map -> {
                head(CborReader.MAP, map.fields().size());
                new TreeMap<>(map.fields()).forEach((key, field) -> {
                    head(CborReader.UNSIGNED, key);
                    value(field);
                });
            }
        }
    }

    private void head(int major, long argument) {
        int type = major << 5;
        if (argument < 24) {
            out.write(type | (int) argument);
        } else if (argument <= 0xff) {
            out.write(type | 24);
            bigEndian(argument, 1);
        } else if (argument <= 0xffff) {
            out.write(type | 25);
            bigEndian(argument, 2);
        } else if (argument <= 0xffff_ffffL) {
            out.write(type | 26);
            bigEndian(argument, 4);
        } else {
            out.write(type | 27);
            bigEndian(argument, 8);
        }
    }

    private void bigEndian(long value, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }
}
