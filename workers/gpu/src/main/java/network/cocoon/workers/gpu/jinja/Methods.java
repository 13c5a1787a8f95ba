package network.cocoon.workers.gpu.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import network.cocoon.workers.gpu.jinja.Value.Callable;
import network.cocoon.workers.gpu.jinja.Value.Given;

/** What values can do: {@code text.strip()}, {@code mapping.items()}. */
final class Methods {

    private final Budget budget;

    Methods(Budget budget) {
        this.budget = budget;
    }

    /** The method of this name, or missing. */
    Value of(Value object, String name) {
        return switch (object) {
            case Value.Text text -> ofText(text.text(), name);
            case Value.Mapping mapping -> ofMapping(mapping, name);
            case Value.Items items
            when name.equals("length") -> new Value.Whole(items.items().size());
            default -> Nothing.MISSING;
        };
    }

    private Value ofText(String text, String name) {
        return switch (name) {
            case "length" -> new Value.Whole(text.length());
            case "upper" -> made(text, () -> text.toUpperCase(Locale.ROOT));
            case "lower" -> made(text, () -> text.toLowerCase(Locale.ROOT));
            // Python would take characters to strip; the reference strips white space whatever it is given.
            case "strip" -> made(text, () -> Spaces.trim(text));
            case "lstrip" -> made(text, () -> Spaces.trimStart(text));
            case "rstrip" -> made(text, () -> Spaces.trimEnd(text));
            case "title" -> made(text, () -> titled(text));
            case "capitalize" -> made(text, () -> capitalised(text));
            case "startswith" -> (Callable) given -> Value.truth(any(given, text, String::startsWith));
            case "endswith" -> (Callable) given -> Value.truth(any(given, text, String::endsWith));
            case "split" -> (Callable) given -> split(text, given);
            case "replace" -> (Callable) given -> replaced(text, given);
            default -> Nothing.MISSING;
        };
    }

    private Callable made(String text, java.util.function.Supplier<String> result) {
        return _ -> {
            budget.characters(text.length());
            return Value.text(result.get());
        };
    }

    private static String titled(String text) {
        StringBuilder out = new StringBuilder(text);
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (word && begins) {
                out.setCharAt(i, Character.toUpperCase(c));
            }
            begins = !word;
        }
        return out.toString();
    }

    private static String capitalised(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private boolean any(Given given, String text, BiFunction<String, String, Boolean> fits) {
        return switch (given.at(0, "")) {
            case Value.Text part -> fits(text, part, fits);
            case Value.Items parts -> parts.items().stream().anyMatch(part -> fits(text, part, fits));
            default -> throw Evaluator.wrong("a string, or several, to compare with");
        };
    }

    private boolean fits(String text, Value part, BiFunction<String, String, Boolean> fits) {
        budget.search(string(part), "");
        return fits.apply(text, string(part));
    }

    private Value split(String text, Given given) {
        long most = given.at(1, "maxsplit") instanceof Value.Whole whole ? whole.number() : -1;
        List<Value> parts = new ArrayList<>();
        if (given.at(0, "sep") instanceof Value.Text(String separator)) {
            if (separator.isEmpty()) {
                throw Evaluator.wrong("nothing to split at");
            }
            budget.search(text, separator);
            int from = 0;
            for (int at = text.indexOf(separator);
                    at >= 0 && (most < 0 || parts.size() < most);
                    at = text.indexOf(separator, from)) {
                parts.add(Value.text(text.substring(from, at)));
                from = at + separator.length();
                budget.step();
            }
            parts.add(Value.text(text.substring(from)));
        } else {
            words(Spaces.trimStart(text), most, parts);
        }
        budget.characters(text.length());
        budget.items(parts.size());
        return new Value.Items(parts);
    }

    private void words(String text, long most, List<Value> parts) {
        int at = 0;
        while (at < text.length()) {
            budget.step();
            int end = at;
            while (end < text.length() && !Spaces.is(text.charAt(end))) {
                end++;
            }
            if (most >= 0 && parts.size() >= most) {
                parts.add(Value.text(text.substring(at)));
                return;
            }
            parts.add(Value.text(text.substring(at, end)));
            at = end;
            while (at < text.length() && Spaces.is(text.charAt(at))) {
                at++;
            }
        }
    }

    Value replaced(String text, Given given) {
        String old = string(given.at(0, "old"));
        String by = string(given.at(1, "new"));
        long most = given.at(2, "count") instanceof Value.Whole whole && whole.number() >= 0
                ? whole.number()
                : Long.MAX_VALUE;
        if (old.isEmpty()) {
            throw Evaluator.wrong("nothing to replace");
        }
        budget.search(text, old);
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(old); at >= 0 && most > 0; at = text.indexOf(old, from)) {
            budget.step();
            budget.characters(
                    (long) out.length() + by.length() > Budget.MOST_CHARACTERS ? Long.MAX_VALUE : by.length());
            out.append(text, from, at).append(by);
            from = at + old.length();
            most--;
        }
        budget.characters((long) out.length() + text.length() - from);
        return Value.text(out.append(text, from, text.length()).toString());
    }

    private static Value ofMapping(Value.Mapping mapping, String name) {
        return switch (name) {
            case "get" ->
                (Callable) given -> {
                    Value found = mapping.entries().get(string(given.at(0, "key")));
                    Value otherwise = given.at(1, "default");
                    return found != null ? found : otherwise instanceof Value.Missing ? Nothing.NONE : otherwise;
                };
            case "items" -> (Callable) _ -> items(mapping);
            case "keys" ->
                (Callable) _ -> new Value.Items(
                        mapping.entries().keySet().stream().map(Value::text).toList());
            case "values" ->
                (Callable) _ -> new Value.Items(List.copyOf(mapping.entries().values()));
            default -> Nothing.MISSING;
        };
    }

    static Value items(Value.Mapping mapping) {
        return new Value.Items(mapping.entries().entrySet().stream()
                .<Value>map(entry -> new Value.Items(List.of(Value.text(entry.getKey()), entry.getValue())))
                .toList());
    }

    static String string(Value value) {
        if (value instanceof Value.Text(String text)) {
            return text;
        }
        throw Evaluator.wrong("a string is expected");
    }
}
