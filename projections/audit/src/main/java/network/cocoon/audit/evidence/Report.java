package network.cocoon.audit.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import network.cocoon.domain.attestation.check.Check;

/** Plain text for people, in sections of named lines. */
final class Report {

    private final StringBuilder text = new StringBuilder();

    Report section(String title) {
        text.append(text.isEmpty() ? "" : "\n").append(title).append('\n');
        return this;
    }

    Report line(String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-26s %s%n", name, value));
        return this;
    }

    /** Each check with its outcome, and why anybody makes it. */
    Report checks(List<Check> checks) {
        section("Checks, in the order they were made");
        for (Check check : checks) {
            line((check.passed() ? "passed  " : "FAILED  ") + check.name(), check.detail());
            String why = Why.of(check.name());
            if (!why.isEmpty()) {
                line("", "why: " + why);
            }
        }
        return this;
    }

    static String age(Instant from, Instant to) {
        Duration age = Duration.between(from, to);
        String amount = age.abs().compareTo(Duration.ofDays(2)) < 0
                ? age.abs().toHours() + " h"
                : age.abs().toDays() + " days";
        return age.isNegative() ? "from " + amount + " later" : amount + " old";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
