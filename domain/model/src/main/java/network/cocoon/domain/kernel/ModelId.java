package network.cocoon.domain.kernel;

/** A model's name as apps write it, for example {@code cocoon-tiny} or {@code Qwen/Qwen3-0.6B}. */
public record ModelId(String value) implements Id {

    public ModelId {
        if (value.isEmpty() || value.length() > 96) {
            throw new IllegalArgumentException("a model id has 1 to 96 characters");
        }
        int slash = value.indexOf('/');
        if (slash < 0 ? !isName(value, 0, value.length()) : !areNames(value, slash)) {
            throw new IllegalArgumentException("a model id is letters, digits, '.', '_', '-' and at most one '/'");
        }
    }

    private static boolean areNames(String value, int slash) {
        return isName(value, 0, slash) && isName(value, slash + 1, value.length());
    }

    /** Without a pattern: every event of a request has one, and a log has millions. */
    private static boolean isName(String value, int from, int to) {
        if (from == to || !isLetterOrDigit(value.charAt(from))) {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            char c = value.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        return value;
    }
}
