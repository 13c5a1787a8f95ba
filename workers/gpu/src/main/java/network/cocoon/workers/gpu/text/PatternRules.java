package network.cocoon.workers.gpu.text;

/**
 * Which regular expressions a tokenizer may split text with. The native library gives up a match after ten million steps by
 * ending the process, so a pattern must not need more than a few passes over the text: in each alternative at most two parts
 * repeat without bound, nothing that must be there follows the second, and no group repeats.
 */
final class PatternRules {

    private static final int LONGEST = 4096;
    private static final int MOST_REPEATS = 64;

    private final String pattern;
    private int at;

    private PatternRules(String pattern) {
        this.pattern = pattern;
    }

    static boolean allows(String pattern) {
        if (pattern.length() > LONGEST) {
            return false;
        }
        PatternRules rules = new PatternRules(pattern);
        return rules.alternatives(0) && rules.at == pattern.length();
    }

    /** How often a part is there. */
    private enum Often {
        ONCE,
        MAYBE,
        COUNTED,
        UNBOUNDED,
        REFUSED
    }

    /** Up to the closing parenthesis of a group, or the end. */
    private boolean alternatives(int depth) {
        int unbounded = 0;
        while (at < pattern.length() && pattern.charAt(at) != ')') {
            char c = pattern.charAt(at);
            if (c == '|') {
                unbounded = 0;
                at++;
                continue;
            }
            boolean group = c == '(';
            if (!part(depth)) {
                return false;
            }
            Often often = often();
            boolean allowed =
                    switch (often) {
                        case ONCE -> unbounded < 2;
                        case MAYBE -> true;
                        case COUNTED -> !group && unbounded < 2;
                        case UNBOUNDED -> !group && depth == 0 && ++unbounded <= 2;
                        case REFUSED -> false;
                    };
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    private boolean part(int depth) {
        return switch (pattern.charAt(at++)) {
            case '\\' -> escape();
            case '[' -> set();
            case '(' -> {
                if (pattern.startsWith("?", at)) {
                    // What kind of group it is stands before the first of these.
                    while (at < pattern.length() && ":=!>".indexOf(pattern.charAt(at)) < 0) {
                        at++;
                    }
                    at++;
                }
                yield depth < 3 && alternatives(depth + 1) && at < pattern.length() && pattern.charAt(at++) == ')';
            }
            case '*', '+', '?', '{' -> false;
            default -> true;
        };
    }

    /** No reference to what matched before. */
    private boolean escape() {
        if (at >= pattern.length()
                || (pattern.charAt(at) >= '1' && pattern.charAt(at) <= '9')
                || pattern.charAt(at) == 'k') {
            return false;
        }
        boolean named = pattern.charAt(at) == 'p' || pattern.charAt(at) == 'P' || pattern.charAt(at) == 'x';
        at++;
        if (named && pattern.startsWith("{", at)) {
            at = pattern.indexOf('}', at) + 1;
            return at > 0;
        }
        return true;
    }

    private boolean set() {
        int open = 1;
        boolean first = true;
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            if (c == '\\') {
                at++;
            } else if (c == '[') {
                open++;
            } else if (c == ']' && !first && --open == 0) {
                return true;
            }
            first = first && c == '^';
        }
        return false;
    }

    private Often often() {
        if (at >= pattern.length()) {
            return Often.ONCE;
        }
        Often often =
                switch (pattern.charAt(at)) {
                    case '*', '+' -> Often.UNBOUNDED;
                    case '?' -> Often.MAYBE;
                    case '{' -> counted();
                    default -> Often.ONCE;
                };
        if (often != Often.ONCE && often != Often.REFUSED) {
            at++;
            if (at < pattern.length() && (pattern.charAt(at) == '+' || pattern.charAt(at) == '?')) {
                at++;
            }
        }
        return often;
    }

    private Often counted() {
        int end = pattern.indexOf('}', at);
        String count = end < 0 ? "" : pattern.substring(at + 1, end);
        if (!count.matches("\\d{1,2}(,\\d{1,2})?")) {
            return Often.REFUSED;
        }
        int most = Integer.parseInt(count.substring(count.indexOf(',') + 1));
        at = end;
        return most <= MOST_REPEATS ? Often.COUNTED : Often.REFUSED;
    }
}
