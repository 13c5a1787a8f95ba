package network.cocoon.workers.gpu.jinja;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import network.cocoon.workers.gpu.jinja.JinjaException.Code;
import network.cocoon.workers.gpu.jinja.Value.Given;

/** What stands after a bar: {@code value | filter}. */
final class Filters {

    private static final Set<String> KNOWN = Set.of(
            "safe",
            "tojson",
            "default",
            "list",
            "first",
            "last",
            "length",
            "reverse",
            "sort",
            "join",
            "string",
            "unique",
            "upper",
            "lower",
            "title",
            "capitalize",
            "trim",
            "indent",
            "int",
            "float",
            "abs",
            "items",
            "replace",
            "selectattr",
            "rejectattr",
            "map");

    private final Budget budget;
    private final Methods methods;

    Filters(Budget budget) {
        this.budget = budget;
        this.methods = new Methods(budget);
    }

    static boolean known(String name) {
        return KNOWN.contains(name);
    }

    Value apply(String name, Value operand, Given given) {
        return switch (name) {
            case "safe" -> operand;
            case "tojson" -> Value.text(Json.write(operand, style(given), budget));
            case "default" -> defaulted(operand, given);
            default -> ofKind(name, operand, given);
        };
    }

    private static Value defaulted(Value operand, Given given) {
        boolean missing =
                operand instanceof Value.Missing || (given.at(1, "boolean").isTrue() && !operand.isTrue());
        if (!missing) {
            return operand;
        }
        Value otherwise = given.at(0, "default_value");
        return otherwise instanceof Value.Missing ? Value.text("") : otherwise;
    }

    private Value ofKind(String name, Value operand, Given given) {
        return switch (operand) {
            case Value.Items items -> ofItems(name, items.items(), given);
            case Value.Text text -> ofText(name, text.text(), given);
            case Value.Mapping mapping -> ofMapping(name, mapping);
            case Value.Whole _, Value.Decimal _ -> ofNumber(name, operand);
            case Value.Truth truth -> ofTruth(name, truth.holds());
            case Value.Namespace _, Value.Callable _, Value.None _, Value.Missing _ -> throw not(name);
        };
    }

    private static Json.Style style(Given given) {
        int indent = given.named().get("indent") instanceof Value.Whole(long n) ? Math.clamp(n, 0, 16) : 0;
        String item = indent > 0 ? "," : ", ";
        String key = ": ";
        if (given.named().get("separators") instanceof Value.Items(List<Value> both) && both.size() == 2) {
            item = Methods.string(both.get(0));
            key = Methods.string(both.get(1));
        }
        boolean ascii = given.at(Integer.MAX_VALUE, "ensure_ascii").isTrue();
        return new Json.Style(
                indent, ascii, given.at(Integer.MAX_VALUE, "sort_keys").isTrue(), item, key, "null");
    }

    private Value ofItems(String name, List<Value> items, Given given) {
        budget.items(items.size());
        return switch (name) {
            case "list" -> new Value.Items(items);
            case "first" -> items.isEmpty() ? Nothing.MISSING : items.getFirst();
            case "last" -> items.isEmpty() ? Nothing.MISSING : items.getLast();
            case "length" -> new Value.Whole(items.size());
            case "reverse" -> new Value.Items(items.reversed());
            case "sort" -> new Value.Items(items.stream().sorted(this::compared).toList());
            case "join" -> joined(items, given);
            case "string" -> Value.text(Json.write(new Value.Items(items), Json.Style.SHOWN, budget));
            case "unique" -> unique(items);
            case "selectattr", "rejectattr" -> selected(items, given, name.equals("selectattr"));
            case "map" -> {
                String attribute = Methods.string(given.at(Integer.MAX_VALUE, "attribute"));
                Value otherwise = given.at(Integer.MAX_VALUE, "default");
                yield new Value.Items(items.stream()
                        .map(item -> attribute(item, attribute))
                        .map(value -> value instanceof Value.Missing ? otherwise : value)
                        .toList());
            }
            default -> throw not(name);
        };
    }

    private Value unique(List<Value> items) {
        for (Value item : items) {
            switch (item) {
                case Value.Text text -> budget.search(text.text(), "");
                case Value.Whole _, Value.Decimal _, Value.Truth _ -> budget.step();
                default -> throw not("unique");
            }
        }
        return new Value.Items(List.copyOf(new LinkedHashSet<>(items)));
    }

    private Value joined(List<Value> items, Given given) {
        Value separator = given.at(0, "separator");
        String between = separator instanceof Value.Missing ? "" : Methods.string(separator);
        long length = 0;
        List<String> parts = new ArrayList<>();
        for (Value item : items) {
            String part = item instanceof Value.Text(String text) ? text : Json.write(item, Json.Style.SHOWN, budget);
            parts.add(part);
            length += (long) part.length() + between.length();
        }
        budget.characters(length);
        return Value.text(String.join(between, parts));
    }

    private int compared(Value a, Value b) {
        if (a instanceof Value.Text x && b instanceof Value.Text y) {
            budget.search(x.text(), "");
            budget.search(y.text(), "");
            return x.text().toLowerCase(Locale.ROOT).compareTo(y.text().toLowerCase(Locale.ROOT));
        }
        return Double.compare(Numbers.number(a), Numbers.number(b));
    }

    private Value selected(List<Value> items, Given given, boolean keeps) {
        String attribute = Methods.string(given.at(0, "attribute"));
        Value test = given.at(1, "test");
        Value argument = given.at(2, "value");
        return new Value.Items(items.stream()
                .filter(item -> keeps == holds(attribute(item, attribute), test, argument))
                .toList());
    }

    private boolean holds(Value value, Value test, Value argument) {
        if (value instanceof Value.Missing || test instanceof Value.Missing) {
            return value.isTrue();
        }
        String name = Methods.string(test);
        return (name.equals("equalto") || name.equals("eq"))
                ? new Equality(budget).identical(value, argument)
                : Tests.holds(name, value);
    }

    private static Value attribute(Value item, String name) {
        return switch (item) {
            case Value.Mapping mapping -> mapping.entries().getOrDefault(name, Nothing.MISSING);
            case Value.Namespace space -> space.entries().getOrDefault(name, Nothing.MISSING);
            default -> throw Evaluator.wrong("only mappings have attributes");
        };
    }

    private Value ofText(String name, String text, Given given) {
        budget.characters(text.length());
        return switch (name) {
            case "length" -> new Value.Whole(text.length());
            case "upper", "lower", "title", "capitalize" ->
                ((Value.Callable) methods.of(Value.text(text), name)).call(given);
            case "trim" -> Value.text(Spaces.trim(text));
            case "string" -> Value.text(text);
            case "join" ->
                joined(
                        text.codePoints()
                                .mapToObj(c -> Value.text(Character.toString(c)))
                                .toList(),
                        given);
            case "replace" -> methods.replaced(text, given);
            case "indent" -> Value.text(indented(text, given));
            case "int" ->
                new Value.Whole(
                        parsed(text, "[+-]?\\d{1,18}").map(Long::parseLong).orElse(0L));
            case "float" ->
                new Value.Decimal(parsed(text, "[+-]?\\d{1,18}(\\.\\d{1,18})?")
                        .map(Double::parseDouble)
                        .orElse(0.0));
            default -> throw not(name);
        };
    }

    private static java.util.Optional<String> parsed(String text, String pattern) {
        var number = java.util.regex.Pattern.compile("^" + pattern).matcher(Spaces.trimStart(text));
        return number.find() ? java.util.Optional.of(number.group()) : java.util.Optional.empty();
    }

    private String indented(String text, Given given) {
        int width = given.at(0, "width") instanceof Value.Whole(long n) ? Math.clamp(n, 0, 64) : 4;
        boolean first = given.at(1, "first").isTrue();
        boolean blank = given.at(2, "blank").isTrue();
        String[] lines = text.split("\n", -1);
        budget.characters((long) text.length() + (long) width * lines.length);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            boolean skipped = (i == 0 && !first) || (lines[i].isEmpty() && !blank);
            out.append(i == 0 ? "" : "\n").repeat(' ', skipped ? 0 : width).append(lines[i]);
        }
        return out.toString();
    }

    private static Value ofMapping(String name, Value.Mapping mapping) {
        return switch (name) {
            case "items" -> Methods.items(mapping);
            case "length" -> new Value.Whole(mapping.entries().size());
            default -> throw not(name);
        };
    }

    private static Value ofNumber(String name, Value number) {
        double value = Numbers.number(number);
        return switch (name) {
            case "abs" ->
                number instanceof Value.Whole(long n)
                        ? new Value.Whole(Math.abs(n))
                        : new Value.Decimal(Math.abs(value));
            case "int" -> number instanceof Value.Whole ? number : new Value.Whole((long) Math.floor(value));
            case "float" -> new Value.Decimal(value);
            case "string" -> Value.text(number instanceof Value.Whole(long n) ? Long.toString(n) : decimal(value));
            default -> throw not(name);
        };
    }

    /** A decimal number shows that it is one. */
    static String decimal(double value) {
        String shown = Numbers.shown(value);
        return shown.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9')) ? shown + ".0" : shown;
    }

    private static Value ofTruth(String name, boolean holds) {
        return switch (name) {
            case "int" -> new Value.Whole(holds ? 1 : 0);
            case "float" -> new Value.Decimal(holds ? 1 : 0);
            case "string" -> Value.text(Boolean.toString(holds));
            default -> throw not(name);
        };
    }

    private static JinjaException not(String name) {
        return new JinjaException(Code.WRONG_TYPE, "filter " + Words.shown(name) + " does not take that");
    }
}
