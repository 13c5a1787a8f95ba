package network.cocoon.workers.gpu.chat;

import java.util.List;

/** Marks in text that comes in pieces. */
final class Marks {

    private Marks() {}

    /** How many characters at the end may be the beginning of a mark. */
    static int heldBack(CharSequence text, List<String> marks) {
        int most = 0;
        for (String mark : marks) {
            for (int n = Math.min(mark.length() - 1, text.length()); n > most; n--) {
                if (mark.startsWith(
                        text.subSequence(text.length() - n, text.length()).toString())) {
                    most = n;
                }
            }
        }
        return most;
    }
}
