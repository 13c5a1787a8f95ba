package network.cocoon.workers.gpu.jinja;

/** When values are the same, as the reference sees it: lists and mappings only where they are the very same one. */
final class Equality {

    private final Budget budget;

    Equality(Budget budget) {
        this.budget = budget;
    }

    /** Numbers and truths are compared as numbers, nothing with nothing. */
    boolean same(Value a, Value b) {
        if (isNothing(a) || isNothing(b)) {
            return isNothing(a) && isNothing(b);
        }
        if (isNumeric(a) && isNumeric(b)) {
            return Numbers.number(a) == Numbers.number(b);
        }
        return identical(a, b);
    }

    /** As the members of a list are looked for. */
    @SuppressWarnings("ReferenceEquality") // The very same list is meant: its members may be many, and hold it.
    boolean identical(Value a, Value b) {
        return switch (a) {
            case Value.Text(String text) -> b instanceof Value.Text(String other) && equal(text, other);
            case Value.Whole _, Value.Decimal _ -> Numbers.is(b) && Numbers.number(a) == Numbers.number(b);
            case Value.Truth _, Value.None _, Value.Missing _ -> a.equals(b);
            case Value.Items items -> b instanceof Value.Items other && items.items() == other.items();
            case Value.Mapping mapping -> b instanceof Value.Mapping other && mapping.entries() == other.entries();
            case Value.Namespace _, Value.Callable _ -> a == b;
        };
    }

    private boolean equal(String a, String b) {
        budget.compare(a, b);
        return a.equals(b);
    }

    private static boolean isNothing(Value value) {
        return value instanceof Value.None || value instanceof Value.Missing;
    }

    private static boolean isNumeric(Value value) {
        return Numbers.is(value) || value instanceof Value.Truth;
    }
}
