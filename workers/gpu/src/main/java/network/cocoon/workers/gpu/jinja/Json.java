package network.cocoon.workers.gpu.jinja;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.cocoon.workers.gpu.jinja.JinjaException.Code;

/** Values as JSON, spaced as Python's {@code json.dumps} spaces it. */
final class Json {

    /**
     * @param indent spaces a level; 0 for one line
     * @param missing what stands for a value that is not given
     */
    record Style(int indent, boolean ascii, boolean sorted, String item, String key, String missing) {

        static final Style LINE = new Style(0, false, false, ", ", ": ", "null");
        /** As a value is written where no JSON is asked for. */
        static final Style SHOWN = new Style(0, false, false, ", ", ": ", "undefined");
    }

    private final Style style;
    private final Budget budget;
    private final StringBuilder out = new StringBuilder();

    private Json(Style style, Budget budget) {
        this.style = style;
        this.budget = budget;
    }

    static String write(Value value, Style style, Budget budget) {
        Json json = new Json(style, budget);
        json.value(value, 0);
        budget.characters(json.out.length());
        return json.out.toString();
    }

    private void value(Value value, int depth) {
        budget.enter();
        switch (value) {
            case Value.None _ -> out.append("null");
            case Value.Missing _ -> out.append(style.missing());
            case Value.Whole w -> out.append(w.number());
            case Value.Decimal d -> out.append(Numbers.shown(d.number()));
            case Value.Truth t -> out.append(t.holds());
            case Value.Text t -> string(t.text());
            case Value.Items items -> items(items.items(), depth);
            case Value.Mapping mapping -> entries(mapping.entries(), depth);
            case Value.Namespace space -> entries(space.entries(), depth);
            case Value.Callable _ -> throw new JinjaException(Code.WRONG_TYPE, "a function is not JSON");
        }
        if (out.length() > Budget.MOST_CHARACTERS) {
            budget.characters(out.length());
        }
        budget.leave();
    }

    private void items(List<Value> items, int depth) {
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            between(i, depth);
            value(items.get(i), depth + 1);
        }
        end(items.isEmpty(), depth);
        out.append(']');
    }

    private void entries(Map<String, Value> entries, int depth) {
        out.append('{');
        int i = 0;
        for (var entry : (style.sorted() ? new TreeMap<>(entries) : entries).entrySet()) {
            between(i++, depth);
            string(entry.getKey());
            out.append(style.key());
            value(entry.getValue(), depth + 1);
        }
        end(entries.isEmpty(), depth);
        out.append('}');
    }

    private void between(int index, int depth) {
        if (index > 0) {
            out.append(style.item());
        }
        line(depth + 1);
    }

    private void end(boolean empty, int depth) {
        if (!empty) {
            line(depth);
        }
    }

    private void line(int depth) {
        if (style.indent() > 0) {
            budget.characters((long) style.indent() * depth);
            out.append('\n').repeat(' ', style.indent() * depth);
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || (style.ascii() && c >= 0x7f) || alone(text, i)) {
                        out.append("\\u").append(String.format("%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Half of a pair, without the other half. */
    private static boolean alone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
