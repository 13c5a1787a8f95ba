package network.cocoon.commands.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened, line by line, for whoever reads a failing run. */
final class Trace {

    private final boolean on;
    private final List<String> lines = new ArrayList<>();

    Trace(boolean on) {
        this.on = on;
    }

    boolean on() {
        return on;
    }

    void line(long micros, String text) {
        if (on) {
            lines.add(String.format(Locale.ROOT, "%11.3f ms  %s", micros / 1000.0, text));
        }
    }

    List<String> lines() {
        return lines;
    }
}
