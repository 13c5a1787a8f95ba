package network.cocoon.workers.gpu.grammar;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.grammar.Regex.Repeat;

/**
 * Reads a regular expression as ECMA-262 writes it, its flag {@code u} set, as far as an automaton can follow it:
 * anchors, classes, groups, alternatives and quantifiers. What looks around or back is refused.
 */
final class RegexReader {

    private static final int MOST_CHARACTERS = 2048;
    private static final int MOST_DEPTH = 32;
    private static final int MOST_TIMES = 10_000;

    private static final String LINE_ENDS = "\n\r\u2028\u2029";
    private static final String SPACES = "\t\n\u000b\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff";

    private final int[] text;
    private int at;
    private int depth;

    private RegexReader(String pattern) {
        this.text = pattern.codePoints().toArray();
    }

    static Regex read(String pattern) {
        if (pattern.length() > MOST_CHARACTERS) {
            throw refused("more than " + MOST_CHARACTERS + " characters");
        }
        RegexReader reader = new RegexReader(pattern);
        Regex all = reader.choice();
        if (reader.at < reader.text.length) {
            throw refused("a parenthesis that closes nothing");
        }
        return all;
    }

    private Regex choice() {
        if (++depth > MOST_DEPTH) {
            throw refused("groups in one another");
        }
        List<Regex> options = new ArrayList<>();
        do {
            options.add(sequence());
        } while (took('|'));
        depth--;
        return options.size() == 1 ? options.getFirst() : new Regex.Choice(options);
    }

    private Regex sequence() {
        List<Regex> parts = new ArrayList<>();
        while (at < text.length && text[at] != '|' && text[at] != ')') {
            parts.add(quantified());
        }
        return new Regex.Sequence(parts);
    }

    private Regex quantified() {
        Regex what = atom();
        if (at == text.length || "*+?{".indexOf(text[at]) < 0) {
            return what;
        }
        if (what instanceof Regex.Edge) {
            throw refused("an anchor again and again");
        }
        Regex repeated =
                switch (text[at++]) {
                    case '*' -> new Repeat(what, 0, Repeat.ENDLESS);
                    case '+' -> new Repeat(what, 1, Repeat.ENDLESS);
                    case '?' -> new Repeat(what, 0, 1);
                    default -> counted(what);
                };
        // Lazy or not, what matches is the same.
        took('?');
        if (at < text.length && "*+?{".indexOf(text[at]) >= 0) {
            throw refused("a quantifier of a quantifier");
        }
        return repeated;
    }

    private Repeat counted(Regex what) {
        int least = times();
        int most = !took(',') ? least : at < text.length && text[at] == '}' ? Repeat.ENDLESS : times();
        if (!took('}') || most < least) {
            throw refused("a brace that is no quantifier");
        }
        return new Repeat(what, least, most);
    }

    private int times() {
        int from = at;
        int times = 0;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            times = times * 10 + text[at++] - '0';
            if (times > MOST_TIMES) {
                throw refused("a quantifier above " + MOST_TIMES);
            }
        }
        if (from == at) {
            throw refused("a brace that is no quantifier");
        }
        return times;
    }

    private Regex atom() {
        int c = text[at++];
        return switch (c) {
            case '^' -> Regex.Edge.START;
            case '$' -> Regex.Edge.END;
            case '.' -> new Regex.Chars(any(LINE_ENDS).not());
            case '(' -> group();
            case '[' -> new Regex.Chars(set());
            case '\\' -> new Regex.Chars(escaped(false));
            case '*', '+', '?', '{' -> throw refused("a quantifier of nothing");
            default -> new Regex.Chars(CodePoints.one(c));
        };
    }

    private Regex group() {
        if (took('?') && !took(':')) {
            throw refused("a group that is more than one");
        }
        Regex inside = choice();
        if (!took(')')) {
            throw refused("a group without an end");
        }
        return inside;
    }

    private CodePoints set() {
        boolean negated = took('^');
        CodePoints points = CodePoints.NONE;
        while (!took(']')) {
            CodePoints first = member();
            if (at + 1 < text.length && text[at] == '-' && text[at + 1] != ']') {
                at++;
                CodePoints last = member();
                if (!isOne(first) || !isOne(last) || first.first(0) > last.first(0)) {
                    throw refused("a range of no characters");
                }
                first = CodePoints.range(first.first(0), last.first(0));
            }
            points = points.or(first);
        }
        CodePoints all = negated ? points.not() : points;
        if (points.isEmpty() || all.isEmpty()) {
            throw refused("a class of nothing");
        }
        return all;
    }

    private static boolean isOne(CodePoints points) {
        return points.ranges() == 1 && points.first(0) == points.last(0);
    }

    private CodePoints member() {
        if (at == text.length) {
            throw refused("a class without an end");
        }
        int c = text[at++];
        return c == '\\' ? escaped(true) : CodePoints.one(c);
    }

    private CodePoints escaped(boolean inSet) {
        if (at == text.length) {
            throw refused("an escape of nothing");
        }
        int c = text[at++];
        return switch (c) {
            case 'd' -> CodePoints.range('0', '9');
            case 'D' -> CodePoints.range('0', '9').not();
            case 'w' -> word();
            case 'W' -> word().not();
            case 's' -> space();
            case 'S' -> space().not();
            case 't' -> CodePoints.one('\t');
            case 'n' -> CodePoints.one('\n');
            case 'r' -> CodePoints.one('\r');
            case 'f' -> CodePoints.one('\f');
            case 'v' -> CodePoints.one(0x0b);
            case 'x' -> CodePoints.one(hex(2));
            case 'u' -> CodePoints.one(unicode());
            default -> {
                boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                if (letter) {
                    throw refused((inSet ? "in a class \\" : "\\") + (char) c);
                }
                yield CodePoints.one(c);
            }
        };
    }

    private int unicode() {
        if (!took('{')) {
            return hex(4);
        }
        int end = at;
        while (end < text.length && text[end] != '}') {
            end++;
        }
        int point = end - at < 1 || end - at > 6 ? -1 : hex(end - at);
        if (point < 0 || point > CodePoints.LAST || !took('}')) {
            throw refused("an escape of no character");
        }
        return point;
    }

    private int hex(int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at < text.length ? Character.digit(text[at++], 16) : -1;
            // Digits of other scripts are digits too for that method.
            if (digit < 0 || text[at - 1] > 'f') {
                throw refused("an escape of no character");
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private static CodePoints word() {
        return CodePoints.range('0', '9')
                .or(CodePoints.range('A', 'Z'))
                .or(CodePoints.range('a', 'z'))
                .or(CodePoints.one('_'));
    }

    private static CodePoints space() {
        return any(SPACES).or(CodePoints.range(0x2000, 0x200a));
    }

    private static CodePoints any(String characters) {
        return characters
                .chars()
                .mapToObj(CodePoints::one)
                .reduce(CodePoints::or)
                .orElse(CodePoints.NONE);
    }

    private boolean took(int c) {
        boolean next = at < text.length && text[at] == c;
        if (next) {
            at++;
        }
        return next;
    }

    private static EngineException refused(String what) {
        return SchemaReader.unsupported("pattern with " + what);
    }
}
