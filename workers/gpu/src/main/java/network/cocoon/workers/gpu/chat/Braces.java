package network.cocoon.workers.gpu.chat;

/** Finds the end of a JSON object in text that comes in pieces. */
final class Braces {

    private int depth;
    private boolean quoted;
    private boolean escaped;
    private boolean over;

    /** How many characters of the text belong to the object. */
    int take(CharSequence text) {
        int at = 0;
        while (at < text.length() && !over) {
            char c = text.charAt(at++);
            if (escaped) {
                escaped = false;
            } else if (quoted) {
                escaped = c == '\\';
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
                over = depth <= 0;
            }
        }
        return at;
    }

    boolean over() {
        return over;
    }
}
