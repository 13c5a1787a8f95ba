package network.cocoon.audit;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Map;

/** {@code cocoon-audit replay --jdbc URL}: exit code 0 where everything holds, 1 on a discrepancy, 2 on misuse or IO. */
public final class AuditMain {

    static final int OK = 0;
    static final int DISCREPANCY = 1;
    static final int FAILED = 2;

    private AuditMain() {}

    public static void main(String[] args) {
        System.exit(run(args, System.getenv(), System.out, System.err));
    }

    static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        AuditOptions options;
        try {
            options = AuditOptions.parse(args, environment);
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.println(AuditOptions.HELP);
            return FAILED;
        }
        if (options.help()) {
            out.println(AuditOptions.HELP);
            return OK;
        }
        long started = System.nanoTime();
        try {
            AuditReport report = Auditor.audit(
                    new JdbcLogSource(
                            options.jdbc(), options.user(), options.password(), options.network(), options.logKey()),
                    new AuditSettings(
                            options.signatures(),
                            Runtime.getRuntime().availableProcessors(),
                            events -> err.println(progress(events, System.nanoTime() - started)),
                            new SecureRandom().nextLong()));
            long nanos = System.nanoTime() - started;
            out.print(options.json() ? ReportText.json(report, nanos) : ReportText.table(report, nanos));
            out.flush();
            return report.discrepancy() == null ? OK : DISCREPANCY;
        } catch (LogReadException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private static String progress(long events, long nanos) {
        return events + " events, " + ReportText.perSecond(events, nanos) + " a second";
    }
}
