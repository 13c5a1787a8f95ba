package network.cocoon.client.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.attestation.check.Check;
import network.cocoon.domain.attestation.report.AttestationReport;
import network.cocoon.domain.attestation.report.CheckMeaning;
import network.cocoon.domain.attestation.tdx.CollateralFacts;

/** An attestation in a terminal: what was checked and what came of it, then what the quote says. */
final class AttestationText {

    private static final int NAME = 22;

    private AttestationText() {}

    static List<String> of(AttestationReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("domain                " + report.domain().label());
        lines.add("verdict               "
                + switch (report.verdict()) {
                    case Verdict.Accepted accepted ->
                        "ACCEPTED, TCB " + accepted.tcbStatus().intelName();
                    case Verdict.Refused refused -> "REFUSED, " + refused.code() + ": " + printable(refused.detail());
                });
        lines.add("");
        for (Check check : report.verdict().checks()) {
            lines.add((check.passed() ? "  ok   " : "  FAIL ") + padded(check.name()) + printable(check.detail()));
            if (!check.passed()) {
                lines.add("       " + padded("") + CheckMeaning.of(check.name()));
            }
        }
        lines.add("");
        report.certificates()
                .forEach(link -> lines.add(
                        "  " + padded("certificate") + printable(link.name()) + ", until " + link.notAfter()));
        report.collateral().ifPresent(facts -> collateral(facts, report.at(), lines));
        lines.add("");
        report.fields().forEach(field -> lines.add("  " + padded(field.name()) + printable(field.value())));
        return lines;
    }

    private static void collateral(CollateralFacts facts, Instant at, List<String> lines) {
        facts.parts()
                .forEach(part -> lines.add("  " + padded(part.name()) + "number " + part.number() + ", "
                        + age(Duration.between(part.issued(), at)) + " old, until " + part.until()));
    }

    private static String age(Duration age) {
        return age.toDays() > 0 ? age.toDays() + " d" : age.toHours() + " h";
    }

    private static String padded(String name) {
        return name.length() >= NAME ? name + " " : name + " ".repeat(NAME - name.length());
    }

    /** What a stranger wrote must not move a terminal's cursor. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
