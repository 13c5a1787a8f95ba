package network.cocoon.workers.gpu.grammar;

import java.util.List;
import java.util.Optional;

/** How values begin. */
final class Values {

    private static final Schema.Dictionary OBJECT = new Schema.Dictionary(Schema.Any.VALUE);
    private static final Schema.Array ARRAY = new Schema.Array(Schema.Any.VALUE, 0, Integer.MAX_VALUE);
    private static final List<Schema> ALL = List.of(
            OBJECT,
            ARRAY,
            Schema.Text.VALUE,
            new Schema.Numeral(false, Optional.empty()),
            new Schema.OneOf(List.of("true", "false", "null")));

    private Values() {}

    /** An object of any content. */
    static Schema object() {
        return OBJECT;
    }

    static Optional<List<Item>> begun(Schema schema, int b) {
        return switch (schema) {
            case Schema.Any _ -> first(ALL, b);
            case Schema.Union union -> first(union.alternatives, b);
            case Schema.Reference reference -> begun(reference.target().orElseThrow(), b);
            case Schema.Text text -> b == '"' ? Optional.of(List.of(inside(text))) : Optional.empty();
            case Schema.Numeral number ->
                number.bounds.isEmpty() ? Digits.begun(number.whole, b) : BoundedDigits.begun(number.bounds.get(), b);
            case Schema.OneOf oneOf ->
                new Item.Choice(
                                oneOf.values.stream()
                                        .map(value -> new Item.Choice.Option(value, List.of()))
                                        .toList(),
                                0)
                        .on(b);
            case Schema.Shape object -> opened(b == '{', new Item.Members(object, 0, true));
            case Schema.Dictionary object -> opened(b == '{', new Item.Entries(object, Item.Entries.Place.FIRST));
            case Schema.Array array -> opened(b == '[', new Item.Elements(array, 0));
        };
    }

    private static Item inside(Schema.Text text) {
        return text.limits.isEmpty() ? Characters.PLAIN : LimitedText.of(text.limits.get());
    }

    private static Optional<List<Item>> opened(boolean holds, Item inside) {
        return holds ? Optional.of(List.of(Item.Space.ANY, inside)) : Optional.empty();
    }

    private static Optional<List<Item>> first(List<Schema> schemas, int b) {
        for (Schema schema : schemas) {
            Optional<List<Item>> begun = begun(schema, b);
            if (begun.isPresent()) {
                return begun;
            }
        }
        return Optional.empty();
    }
}
