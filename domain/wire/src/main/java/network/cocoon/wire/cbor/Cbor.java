package network.cocoon.wire.cbor;

import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.Bytes;

/**
 * The values this network writes in CBOR. No floats, tags, null or undefined, and map keys are unsigned integers: fields
 * have numbers, which never change their meaning.
 */
sealed interface Cbor {

    /** 0 to 2^63-1. */
    record Unsigned(long value) implements Cbor {
        public Unsigned {
            if (value < 0) {
                throw new IllegalArgumentException("an unsigned integer is not negative");
            }
        }
    }

    record ByteString(Bytes value) implements Cbor {}

    record Text(String value) implements Cbor {}

    record Array(List<Cbor> items) implements Cbor {
        public Array {
            items = List.copyOf(items);
        }
    }

    /** Written in ascending order of keys, which for unsigned integers is their bytewise order. */
    record Fields(Map<Long, Cbor> fields) implements Cbor {
        public Fields {
            fields = Map.copyOf(fields);
            if (fields.keySet().stream().anyMatch(key -> key < 0)) {
                throw new IllegalArgumentException("a field's number is not negative");
            }
        }
    }
}
