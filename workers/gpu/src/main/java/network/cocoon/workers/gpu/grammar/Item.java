package network.cocoon.workers.gpu.grammar;

import java.util.List;
import java.util.Optional;

/** One thing that is still to be written, or half written. */
sealed interface Item
        permits Item.Literal,
                Item.Space,
                Item.Value,
                Item.Choice,
                Item.Members,
                Item.Keys,
                Item.Entries,
                Item.Elements,
                Characters,
                Digits,
                BoundedDigits,
                LimitedText {

    /** What is to be written in its place once this byte is written; empty where the byte is not allowed. */
    Optional<List<Item>> on(int b);

    /** Whether nothing more need be written of it. */
    boolean mayEnd();

    /** What allows the same for so many bytes, and is the same for more of what is written before. */
    default Item within(int bytes) {
        return this;
    }

    /** Exactly these bytes, and tokens that {@link Marks} stand for. */
    record Literal(String bytes, int at) implements Item {

        Literal(String bytes) {
            this(bytes, 0);
        }

        @Override
        public Optional<List<Item>> on(int b) {
            if (bytes.charAt(at) != b) {
                return Optional.empty();
            }
            return Optional.of(at + 1 == bytes.length() ? List.of() : List.of(new Literal(bytes, at + 1)));
        }

        @Override
        public boolean mayEnd() {
            return false;
        }
    }

    /** White space, so much of it at most: a model could go on with it for ever. */
    record Space(int left) implements Item {

        static final Space ANY = new Space(16);

        /** What a model may put before its answer. */
        static final Space LEADING = new Space(2);

        @Override
        public Optional<List<Item>> on(int b) {
            boolean white = b == ' ' || b == '\n' || b == '\t' || b == '\r';
            return white && left > 0 ? Optional.of(List.of(new Space(left - 1))) : Optional.empty();
        }

        @Override
        public boolean mayEnd() {
            return true;
        }
    }

    /** A value of which nothing is written. */
    record Value(Schema schema) implements Item {

        @Override
        public Optional<List<Item>> on(int b) {
            return Values.begun(schema, b);
        }

        @Override
        public boolean mayEnd() {
            return false;
        }
    }

    /** One of these, so far the same: each with what follows it. */
    record Choice(List<Option> options, int at) implements Item {

        record Option(String bytes, List<Item> then) {}

        @Override
        public Optional<List<Item>> on(int b) {
            List<Option> left = options.stream()
                    .filter(option ->
                            at < option.bytes().length() && option.bytes().charAt(at) == b)
                    .toList();
            if (left.isEmpty()) {
                return Optional.empty();
            }
            Option only = left.getFirst();
            return Optional.of(
                    left.size() == 1 && only.bytes().length() == at + 1
                            ? only.then()
                            : List.of(new Choice(left, at + 1)));
        }

        /** One that is whole, where another goes on: 1 and 12. */
        @Override
        public boolean mayEnd() {
            return options.stream()
                    .anyMatch(option ->
                            option.bytes().length() == at && option.then().isEmpty());
        }
    }

    /** After the brace of a {@link Schema.Shape}, or after one of its members. */
    record Members(Schema.Shape schema, int next, boolean first) implements Item {

        @Override
        public Optional<List<Item>> on(int b) {
            boolean enough = schema.properties.stream().skip(next).noneMatch(Schema.Shape.Property::required);
            if (b == '}' && enough) {
                return Optional.of(List.of());
            }
            if (first) {
                return new Keys(schema, next).on(b);
            }
            return b == ',' && next < schema.properties.size()
                    ? Optional.of(List.of(Space.ANY, new Keys(schema, next)))
                    : Optional.empty();
        }

        @Override
        public boolean mayEnd() {
            return false;
        }
    }

    /** One of the keys from here to the next that is required. */
    record Keys(Schema.Shape schema, int next) implements Item {

        @Override
        public Optional<List<Item>> on(int b) {
            List<Choice.Option> options = new java.util.ArrayList<>();
            for (int i = next; i < schema.properties.size(); i++) {
                Schema.Shape.Property property = schema.properties.get(i);
                options.add(new Choice.Option(
                        property.key(),
                        List.of(
                                Space.ANY,
                                new Literal(":"),
                                Space.ANY,
                                new Value(property.schema()),
                                Space.ANY,
                                new Members(schema, i + 1, false))));
                if (property.required()) {
                    break;
                }
            }
            return new Choice(options, 0).on(b);
        }

        @Override
        public boolean mayEnd() {
            return false;
        }
    }

    /** After the brace of a {@link Schema.Dictionary}, after a member, or after a comma. */
    record Entries(Schema.Dictionary schema, Place place) implements Item {

        enum Place {
            FIRST,
            BETWEEN,
            KEY
        }

        @Override
        public Optional<List<Item>> on(int b) {
            if (b == '}' && place != Place.KEY) {
                return Optional.of(List.of());
            }
            if (b == '"' && place != Place.BETWEEN) {
                return Optional.of(List.of(
                        Characters.PLAIN,
                        Space.ANY,
                        new Literal(":"),
                        Space.ANY,
                        new Value(schema.values),
                        Space.ANY,
                        new Entries(schema, Place.BETWEEN)));
            }
            return b == ',' && place == Place.BETWEEN
                    ? Optional.of(List.of(Space.ANY, new Entries(schema, Place.KEY)))
                    : Optional.empty();
        }

        @Override
        public boolean mayEnd() {
            return false;
        }
    }

    /** After the bracket of an array, or after one of its items. */
    record Elements(Schema.Array schema, int count) implements Item {

        @Override
        public Optional<List<Item>> on(int b) {
            if (b == ']' && count >= schema.least) {
                return Optional.of(List.of());
            }
            if (count >= schema.most) {
                return Optional.empty();
            }
            // Beyond the least number all places are the same, where there is no most.
            int then = schema.most == Integer.MAX_VALUE ? Math.min(count + 1, schema.least + 1) : count + 1;
            Elements rest = new Elements(schema, then);
            if (count > 0) {
                return b == ','
                        ? Optional.of(List.of(Space.ANY, new Value(schema.items), Space.ANY, rest))
                        : Optional.empty();
            }
            return new Value(schema.items).on(b).map(begun -> {
                List<Item> all = new java.util.ArrayList<>(begun);
                all.add(Space.ANY);
                all.add(rest);
                return List.copyOf(all);
            });
        }

        @Override
        public boolean mayEnd() {
            return false;
        }
    }
}
