package network.cocoon.wire.cbor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.Bytes;

/** Any value that {@link CborWriter} writes, read back without knowing its shape. */
final class CborValues {

    private final CborReader in;

    private CborValues(CborReader in) {
        this.in = in;
    }

    static Cbor read(Bytes bytes) {
        CborReader in = new CborReader(bytes);
        Cbor value = new CborValues(in).value();
        in.end();
        return value;
    }

    private Cbor value() {
        return switch (in.type()) {
            case CborReader.UNSIGNED -> new Cbor.Unsigned(in.unsigned());
            case CborReader.BYTES -> new Cbor.ByteString(in.bytes());
            case CborReader.TEXT -> new Cbor.Text(in.text());
            case CborReader.ARRAY -> array();
            case CborReader.MAP -> fields();
            default -> throw new CborException("a type that is not used here");
        };
    }

    private Cbor array() {
        int size = in.array();
        List<Cbor> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(value());
        }
        return new Cbor.Array(items);
    }

    private Cbor fields() {
        int size = in.map();
        Map<Long, Cbor> fields = new LinkedHashMap<>();
        long previous = -1;
        for (int i = 0; i < size; i++) {
            long key = in.unsigned();
            if (key <= previous) {
                throw new CborException("fields out of order or repeated");
            }
            previous = key;
            fields.put(key, value());
        }
        return new Cbor.Fields(fields);
    }
}
