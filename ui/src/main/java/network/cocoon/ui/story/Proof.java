package network.cocoon.ui.story;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.attestation.check.Check;
import network.cocoon.domain.attestation.report.AttestationReport;
import network.cocoon.domain.attestation.report.AttestationReport.Change;
import network.cocoon.domain.attestation.report.CheckMeaning;
import network.cocoon.domain.attestation.tdx.CollateralFacts;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Table;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Tone;

/** One attestation in parts: every check with its reason, what the quote says, who certified it, and what changed. */
public final class Proof {

    /** Longer values are digests. */
    private static final int SHORT = 24;

    private Proof() {}

    public static Badge verdict(AttestationReport report) {
        return switch (report.verdict()) {
            case Verdict.Accepted _ -> new Badge("Holds", Tone.GOOD);
            case Verdict.Refused refused -> new Badge(Texts.word(refused.code().name()), Tone.BAD);
        };
    }

    /** Each named check, in the order in which it was made. */
    public static Div checks(AttestationReport report) {
        var table = new Table("Check", "Result", "Found", "Why it matters");
        table.addClassName("prose");
        for (Check check : report.verdict().checks()) {
            table.row(
                    new Span(check.name()),
                    check.passed() ? new Badge("Passed", Tone.GOOD) : new Badge("Failed", Tone.BAD),
                    new Span(check.detail()),
                    Texts.faint(CheckMeaning.of(check.name())));
        }
        return table;
    }

    /** Decoded fields of quote and key statement. */
    public static Div fields(AttestationReport report) {
        var facts = Panel.facts();
        report.fields().forEach(field -> Panel.fact(facts, field.name(), value(field.value()), says(field.says())));
        return facts;
    }

    private static Component value(String value) {
        return value.length() > SHORT && !value.contains(" ") ? Texts.whole(value) : new Span(value);
    }

    private static Div says(String says) {
        return new Div(Texts.faint(says));
    }

    public static Div certificates(AttestationReport report) {
        if (report.certificates().isEmpty()) {
            return new Div(Texts.faint("The quote's certificates cannot be read."));
        }
        var table = new Table("Certificate", "Valid from", "Until");
        report.certificates()
                .forEach(link ->
                        table.row(new Span(link.name()), Moment.of(link.notBefore()), Moment.of(link.notAfter())));
        return table;
    }

    /** What Intel said of such machines, and how old that was. */
    public static Div collateral(AttestationReport report) {
        Optional<CollateralFacts> facts = report.collateral();
        if (facts.isEmpty()) {
            return new Div(Texts.faint("It does not hold at this time: the checks say why."));
        }
        var table = new Table("Document", "Number", "Age when accepted", "Issued", "Next");
        facts.get()
                .parts()
                .forEach(part -> table.row(
                        new Span(part.name()),
                        Texts.count(part.number()),
                        new Span(age(part.issued(), report.at())),
                        Moment.of(part.issued()),
                        Moment.of(part.until())));
        return table;
    }

    private static String age(Instant issued, Instant at) {
        Duration age = Duration.between(issued, at);
        return age.toDays() > 0
                ? age.toDays() + " d " + age.toHoursPart() + " h"
                : Texts.millis(Math.max(0, age.toMillis()));
    }

    /** What is not as in the worker's one before. */
    public static Div changes(AttestationReport now, Optional<AttestationReport> before) {
        if (before.isEmpty()) {
            return new Div(Texts.faint("It is the first evidence of this worker."));
        }
        List<Change> changes = new ArrayList<>(now.since(before.get()));
        if (changes.isEmpty()) {
            return new Div(Texts.faint("Nothing."));
        }
        var table = new Table("Field", "Before", "Now", "What it stands for");
        table.addClassName("prose");
        changes.forEach(change -> table.row(
                new Span(change.name()), brief(change.before()), brief(change.now()), Texts.faint(change.says())));
        return table;
    }

    /** Digests by their beginnings, everything else whole. */
    private static Component brief(String value) {
        return value.length() > SHORT ? Texts.id(value) : new Span(value.isEmpty() ? "–" : value);
    }
}
