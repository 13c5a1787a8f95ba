package network.cocoon.projections.log;

import java.util.regex.Pattern;

/**
 * Which events to show; blank conditions let everything through.
 *
 * @param stream    kind of stream, for example {@code inference}
 * @param name      stable event name, for example {@code inference.Completed}
 * @param aggregate whose events
 */
public record LogFilter(String stream, String name, String aggregate) {

    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_.:-]{0,128}");

    /** What nothing is called: a text that no id or name can be finds nothing. */
    private static final String NOTHING = "-";

    /** Last: it is checked like any other, by what stands above. */
    public static final LogFilter ALL = new LogFilter("", "", "");

    public LogFilter {
        stream = known(stream);
        name = known(name);
        aggregate = known(aggregate);
    }

    private static String known(String text) {
        String stripped = text.strip();
        return TEXT.matcher(stripped).matches() ? stripped : NOTHING;
    }
}
