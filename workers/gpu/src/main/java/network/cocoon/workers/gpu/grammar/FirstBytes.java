package network.cocoon.workers.gpu.grammar;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** Sees to it that the first byte of a value tells which of several schemas it is under, everywhere in a schema. */
final class FirstBytes {

    private FirstBytes() {}

    /**
     * The bytes that values begin with.
     *
     * @param seen schemas that were looked at; they may refer to themselves
     */
    static BitSet of(Schema schema, Set<Schema> seen) {
        inside(schema, seen);
        return begins(schema, new HashSet<>());
    }

    private static void inside(Schema schema, Set<Schema> seen) {
        if (!seen.add(schema)) {
            return;
        }
        switch (schema) {
            case Schema.Union union -> {
                begins(union, new HashSet<>());
                union.alternatives.forEach(one -> inside(one, seen));
            }
            case Schema.Shape object -> object.properties.forEach(property -> inside(property.schema(), seen));
            case Schema.Dictionary object -> inside(object.values, seen);
            case Schema.Array array -> inside(array.items, seen);
            case Schema.Reference reference -> {
                begins(reference, new HashSet<>());
                inside(reference.target().orElseThrow(), seen);
            }
            case Schema.Any _, Schema.Text _, Schema.Numeral _, Schema.OneOf _ -> {}
        }
    }

    private static BitSet begins(Schema schema, Set<Schema> within) {
        BitSet bytes = new BitSet();
        switch (schema) {
            case Schema.Text _ -> bytes.set('"');
            case Schema.Numeral number -> NumberReader.begins(number).forEach(bytes::set);
            case Schema.OneOf oneOf -> oneOf.values.forEach(value -> bytes.set(value.charAt(0)));
            case Schema.Shape _, Schema.Dictionary _ -> bytes.set('{');
            case Schema.Array _ -> bytes.set('[');
            case Schema.Any _ -> bytes.set(0, 256);
            case Schema.Reference reference -> {
                if (!within.add(reference)) {
                    throw SchemaReader.unsupported("a $ref that is only itself");
                }
                bytes.or(begins(reference.target().orElseThrow(), within));
            }
            case Schema.Union union -> {
                for (Schema one : union.alternatives) {
                    BitSet its = begins(one, new HashSet<>(within));
                    if (its.intersects(bytes)) {
                        throw SchemaReader.unsupported("a choice of what begins alike");
                    }
                    bytes.or(its);
                }
            }
        }
        return bytes;
    }
}
