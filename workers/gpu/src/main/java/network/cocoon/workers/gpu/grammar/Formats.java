package network.cocoon.workers.gpu.grammar;

import java.util.Map;
import java.util.Optional;

/**
 * What {@code format} means of strings, as JSON Schema 2020-12 names it in section 7.3 of its validation. Where a
 * specification leaves readers to differ, less is written than it allows: no leap seconds, no small {@code t} and
 * {@code z}, no quoted mailboxes, nothing beyond ASCII.
 */
final class Formats {

    /** A format's texts, which are of so many characters at most. */
    record Format(Dfa texts, int most) {}

    private static final String YEAR = "(?:000[1-9]|00[1-9]\\d|0[1-9]\\d\\d|[1-9]\\d{3})";
    private static final String FOURTH = "(?:0[48]|[2468][048]|[13579][26])";
    private static final String DAY = "(?:" + YEAR
            + "-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))"
            + "|(?:\\d\\d" + FOURTH + "|" + FOURTH + "00)-02-29)";

    /** No place is further from UTC than 14 hours. */
    private static final String TIME =
            "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-](?:0\\d|1[0-3]):[0-5]\\d|[+-]14:00)";

    private static final String HEX = "[0-9a-f]";
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String GROUP = "[0-9a-fA-F]{1,4}";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String SIZE = "\\d{1,9}";

    private static final Map<String, Format> BUILT = Map.of(
            "date-time", format(DAY + "T" + TIME),
            "date", format(DAY),
            "time", format(TIME),
            "duration", format(duration()),
            "uuid", format(HEX + "{8}(?:-" + HEX + "{4}){3}-" + HEX + "{12}"),
            "email", email(),
            "hostname", format(LABEL + "(?:\\." + LABEL + ")*", 253),
            "ipv4", format(BYTE + "(?:\\." + BYTE + "){3}"),
            "ipv6", format(ipv6()));

    private Formats() {}

    /** Nothing for a format that is not known: then it only describes. */
    static Optional<Format> named(String name) {
        return Optional.ofNullable(BUILT.get(name));
    }

    private static Format format(String texts) {
        return format(texts, TextLimits.ENDLESS);
    }

    private static Format format(String texts, int most) {
        return new Format(Dfa.of("^(?:" + texts + ")$", new Effort()), most);
    }

    /** RFC 5321, section 4.5.3.1: 64 before the sign; 254 in all follows from its length of a path. */
    private static Format email() {
        String domain = "(?:" + LABEL + "\\.)+" + LABEL;
        Dfa address = Dfa.of("^" + ATOM + "(?:\\." + ATOM + ")*@" + domain + "$", new Effort());
        return new Format(address.and(Dfa.of("^[^@]{1,64}@", new Effort()), new Effort()), 254);
    }

    /** RFC 3339, appendix A. */
    private static String duration() {
        String days =
                "(?:" + SIZE + "Y(?:" + SIZE + "M(?:" + SIZE + "D)?)?|" + SIZE + "M(?:" + SIZE + "D)?|" + SIZE + "D)";
        String times =
                "T(?:" + SIZE + "H(?:" + SIZE + "M(?:" + SIZE + "S)?)?|" + SIZE + "M(?:" + SIZE + "S)?|" + SIZE + "S)";
        return "P(?:" + days + "(?:" + times + ")?|" + times + "|" + SIZE + "W)";
    }

    /** Every place where the two colons may be; no IPv4 at its end. */
    private static String ipv6() {
        StringBuilder all = new StringBuilder("(?:" + GROUP + ":){7}" + GROUP);
        for (int before = 0; before <= 7; before++) {
            int after = 7 - before;
            all.append("|(?:").append(GROUP).append(before == 0 ? "){0}:" : ":){" + before + "}");
            all.append(after == 0 ? ":" : "(?::" + GROUP + "){1," + after + "}");
            if (after > 0) {
                all.append("|(?:").append(GROUP).append(before == 0 ? "){0}::" : ":){" + before + "}:");
            }
        }
        return all.toString();
    }
}
