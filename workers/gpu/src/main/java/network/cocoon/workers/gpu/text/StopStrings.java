package network.cocoon.workers.gpu.text;

import java.util.List;

/** Ends an answer at the first stop string, wherever the tokens are cut: text that may begin one is held back. */
public final class StopStrings {

    private final List<String> stops;
    private String held = "";
    private boolean met;

    public StopStrings(List<String> stops) {
        this.stops = List.copyOf(stops);
    }

    /** The text that can be given out now. */
    public String add(String delta) {
        if (met) {
            return "";
        }
        String text = held + delta;
        int first = -1;
        for (String stop : stops) {
            int at = text.indexOf(stop);
            if (at >= 0 && (first < 0 || at < first)) {
                first = at;
            }
        }
        if (first >= 0) {
            met = true;
            held = "";
            return text.substring(0, first);
        }
        int keep = 0;
        for (String stop : stops) {
            for (int n = Math.min(stop.length() - 1, text.length()); n > keep; n--) {
                if (stop.startsWith(text.substring(text.length() - n))) {
                    keep = n;
                }
            }
        }
        held = text.substring(text.length() - keep);
        return text.substring(0, text.length() - keep);
    }

    /** Whether a stop string was met. */
    public boolean met() {
        return met;
    }

    /** What was held back when no more text comes. */
    public String finish() {
        String rest = held;
        held = "";
        return rest;
    }
}
