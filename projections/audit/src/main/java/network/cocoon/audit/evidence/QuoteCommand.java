package network.cocoon.audit.evidence;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.check.Check;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.tdx.DatedDocument;
import network.cocoon.domain.attestation.tdx.Quote;
import network.cocoon.domain.attestation.tdx.QuoteVerdict;
import network.cocoon.domain.attestation.tdx.TdFlag;
import network.cocoon.domain.kernel.Bytes;

/** Judges one quote and says everything about it in words. */
final class QuoteCommand {

    static final String HELP = """
            cocoon-audit quote --file FILE --collateral FILE [--at TIME] [--floor N]
              Judges one quote under Intel's root: what it says, each check with its reason, the chain, and how old
              the collateral is.

              --file FILE        the quote, binary or hexadecimal
              --collateral FILE  a JSON bundle: TCB info, QE identity, both revocation lists and the issuers' chains
              --at TIME          seconds since 1970 or as in 2026-02-03T14:49:26Z; default: now
              --floor N          lowest tcbEvaluationDataNumber that is accepted; default: 0
            Exit code: 0 genuine and, for a TD, of attributes that pass, 1 refused, 2 a file cannot be read.""";

    private final AttestationVerifier intel = AttestationVerifier.intel();
    private final int floor;
    private final PrintStream out;

    QuoteCommand(int floor, PrintStream out) {
        this.floor = floor;
        this.out = out;
    }

    /** Whether it passed. */
    boolean run(Path file, Path collateralFile, Instant at) throws EvidenceException {
        byte[] bytes = BoundedFile.readMaybeHex(file, QuotesCommand.MAX_QUOTE_FILE);
        Collateral collateral = CollateralFile.read(collateralFile);
        Judged judged = new Judged(intel.appraise(Bytes.of(bytes), collateral, at, floor));
        Report report = new Report();
        try {
            QuoteWords.describe(report, Quote.parse(bytes), bytes.length, at);
        } catch (RefusedException e) {
            report.section("Quote").line("unreadable", e.detail());
        }
        report.section("Collateral at " + at);
        for (DatedDocument d : DatedDocument.of(collateral)) {
            report.line(
                    d.name(),
                    "issued " + d.issued() + " (" + Report.age(d.issued(), at) + "), next update " + d.nextUpdate()
                            + "; " + d.detail());
        }
        report.checks(withPolicy(judged));
        verdict(report.section("Verdict"), judged);
        out.print(report);
        out.flush();
        return !judged.strict().equals(Judged.REJECT);
    }

    private static List<Check> withPolicy(Judged judged) {
        List<Check> checks = new ArrayList<>(judged.verdict().checks());
        if (judged.verdict() instanceof QuoteVerdict.Genuine g && QuoteWords.isTd(g.quote())) {
            Set<TdFlag> flags = judged.flags();
            checks.add(new Check("td-attributes", flags.isEmpty(), flags.isEmpty() ? "nothing unusual" : "" + flags));
        }
        return checks;
    }

    private static void verdict(Report report, Judged judged) {
        switch (judged.verdict()) {
            case QuoteVerdict.Genuine g -> {
                report.line("genuine", "signed under Intel's root, which is compiled in");
                report.line("TCB status", g.status().intelName());
                report.line("advisories", g.advisories().isEmpty() ? "none" : String.join(", ", g.advisories()));
                report.line("machine", g.platformId());
            }
            case QuoteVerdict.Refused r -> report.line("refused", r.code() + ": " + r.detail());
        }
        report.line("with the policy of TDs", judged.strict());
    }
}
