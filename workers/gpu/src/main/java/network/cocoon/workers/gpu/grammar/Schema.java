package network.cocoon.workers.gpu.grammar;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a value may be. Compared by identity: schemas may refer to themselves. */
sealed interface Schema {

    /** Any JSON value. */
    final class Any implements Schema {

        static final Any VALUE = new Any();

        private Any() {}
    }

    final class Text implements Schema {

        static final Text VALUE = new Text(Optional.empty());

        final Optional<TextLimits> limits;

        Text(Optional<TextLimits> limits) {
            this.limits = limits;
        }
    }

    final class Numeral implements Schema {

        final boolean whole;
        final Optional<NumberBounds> bounds;

        Numeral(boolean whole, Optional<NumberBounds> bounds) {
            this.whole = whole;
            this.bounds = bounds;
        }
    }

    /** One of these values, each as JSON, in bytes that are written as Latin-1 characters. */
    final class OneOf implements Schema {

        final List<String> values;

        OneOf(List<String> values) {
            this.values = List.copyOf(values);
        }
    }

    /** An object: its properties in this order, none that is not named. */
    final class Shape implements Schema {

        /** @param key as JSON, quotes and colon not included: the quotes are */
        record Property(String key, Schema schema, boolean required) {}

        final List<Property> properties;

        Shape(List<Property> properties) {
            this.properties = List.copyOf(properties);
        }
    }

    /** An object of any keys. */
    final class Dictionary implements Schema {

        final Schema values;

        Dictionary(Schema values) {
            this.values = values;
        }
    }

    final class Array implements Schema {

        final Schema items;
        final int least;
        final int most;

        Array(Schema items, int least, int most) {
            this.items = items;
            this.least = least;
            this.most = most;
        }
    }

    /** One of several that begin with different bytes. */
    final class Union implements Schema {

        final List<Schema> alternatives;

        Union(List<Schema> alternatives) {
            this.alternatives = List.copyOf(alternatives);
        }
    }

    /** A definition by its name; known once everything is read. */
    final class Reference implements Schema {

        private @Nullable Schema target;

        void resolve(Schema schema) {
            target = schema;
        }

        Optional<Schema> target() {
            return Optional.ofNullable(target);
        }
    }
}
