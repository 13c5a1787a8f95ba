package network.cocoon.audit;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import network.cocoon.audit.evidence.EvidenceMain;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.settlement.Exit;
import network.cocoon.domain.settlement.ExitRoot;
import network.cocoon.wire.api.ExitApi.ProviderExit;
import network.cocoon.wire.chain.ChainStateException;
import network.cocoon.wire.chain.ChainStateFile;
import network.cocoon.wire.exit.ExitAnswers;
import org.jspecify.annotations.Nullable;

/**
 * {@code cocoon-audit replay --jdbc URL}, {@code export --jdbc URL --to FILE}, {@code replay --from FILE},
 * {@code reconcile --from FILE --chain FILE}, {@code escrows --from FILE --to FILE},
 * {@code exit --from FILE --provider ID}, {@code blast --measurement M --from FILE}: exit code 0 where everything holds, 1
 * on a discrepancy or an alarm, 2 on misuse or IO. What judges evidence instead of a log is in {@link EvidenceMain}.
 */
public final class AuditMain {

    static final int OK = 0;
    static final int DISCREPANCY = 1;
    static final int FAILED = 2;

    private AuditMain() {}

    public static void main(String[] args) {
        System.exit(run(args, System.getenv(), System.out, System.err));
    }

    static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (args.length > 0 && EvidenceMain.knows(args[0])) {
            return EvidenceMain.run(args, InstantSource.system(), out, err);
        }
        AuditOptions options;
        try {
            options = AuditOptions.parse(args, environment);
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.println(AuditOptions.HELP);
            return FAILED;
        }
        long started = System.nanoTime();
        LongConsumer progress = events -> err.println(progress(events, System.nanoTime() - started));
        try {
            return switch (options.task()) {
                case HELP -> help(out);
                case EXPORT -> export(options, progress, out);
                case REPLAY -> replay(options, progress, started, out);
                case RECONCILE -> reconcile(options, progress, out);
                case ESCROWS -> escrows(options, progress, out, err);
                case BLAST -> blast(options, progress, out, err);
                case EXIT -> exit(options, progress, out, err);
            };
        } catch (LogReadException | ChainStateException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private static int help(PrintStream out) {
        out.println(AuditOptions.HELP);
        return OK;
    }

    private static int export(AuditOptions options, LongConsumer progress, PrintStream out) {
        LogExport.Written written = LogExport.write(options.database(), Objects.requireNonNull(options.to()), progress);
        out.println(written.events() + " events, up to number " + written.size() + " of the log");
        out.println("export " + written.digest());
        out.flush();
        return OK;
    }

    private static int replay(AuditOptions options, LongConsumer progress, long started, PrintStream out) {
        ExportFile file = export(options);
        AuditReport report = Auditor.audit(file == null ? options.database() : file, settings(options, progress));
        long nanos = System.nanoTime() - started;
        out.print(options.json() ? ReportText.json(report, nanos) : ReportText.table(report, nanos));
        Bytes digest = file == null ? null : file.digest();
        if (digest != null && !options.json()) {
            out.println("export " + digest.hex());
        }
        out.flush();
        return report.discrepancy() == null ? OK : DISCREPANCY;
    }

    private static int reconcile(AuditOptions options, LongConsumer progress, PrintStream out) {
        // Before the log, which may take minutes: a file that cannot be used is said at once.
        ChainStateFile chain = ChainFiles.read(Objects.requireNonNull(options.chain()));
        ExportFile file = export(options);
        ReconcileReport report =
                ReconcileReport.of(file == null ? options.database() : file, settings(options, progress), chain);
        out.print(options.json() ? ReconcileText.json(report) : ReconcileText.table(report));
        Bytes digest = file == null ? null : file.digest();
        if (digest != null && !options.json()) {
            out.println("export " + digest.hex());
        }
        out.flush();
        return report.holds() ? OK : DISCREPANCY;
    }

    private static int escrows(AuditOptions options, LongConsumer progress, PrintStream out, PrintStream err) {
        MoneyBook money = MoneyBook.kept();
        if (!holds(options, progress, money, err)) {
            return DISCREPANCY;
        }
        int written = ChainFiles.write(Objects.requireNonNull(options.to()), money.escrows());
        Exit exit = money.exit();
        out.println(written + " escrows" + (exit == null ? "" : ", exit " + exit.address()));
        return OK;
    }

    /** Only of a log that holds: what another one says of who served what is nobody's word. */
    private static int blast(AuditOptions options, LongConsumer progress, PrintStream out, PrintStream err) {
        ExportFile file = export(options);
        Digest measurement = Objects.requireNonNull(options.measurement());
        BlastBook book = BlastBook.of(measurement);
        AuditReport report = Auditor.audit(file == null ? options.database() : file, settings(options, progress), book);
        if (report.discrepancy() != null) {
            err.println("DISCREPANCY " + report.discrepancy() + ": such a log means nothing");
            return DISCREPANCY;
        }
        out.print(options.json() ? BlastText.json(measurement, book) : BlastText.table(measurement, book));
        out.flush();
        return OK;
    }

    private static int exit(AuditOptions options, LongConsumer progress, PrintStream out, PrintStream err) {
        MoneyBook money = MoneyBook.kept();
        ExportFile file = export(options);
        LogSource log = file == null ? options.database() : file;
        AuditReport report = Auditor.audit(log, settings(options, progress), money);
        if (report.discrepancy() != null) {
            err.println("DISCREPANCY " + report.discrepancy()
                    + ": such a log proves nothing; the claim is what it lists, and the exit alone judges it");
        }
        Exit exit = report.discrepancy() == null ? money.exit() : LoggedExit.read(log);
        Long number = options.root();
        Optional<ExitRoot> root = exit == null
                ? Optional.empty()
                : Stream.of(exit.standing(), exit.underWay())
                        .filter(Objects::nonNull)
                        .filter(it -> number == null || it.number() == number)
                        .filter(it -> LoggedExit.isSound(exit, it))
                        .findFirst();
        if (exit == null || root.isEmpty()) {
            err.println(
                    "NO_ROOT: the log has no exit, or neither its standing root nor the one ordered last has this number");
            return FAILED;
        }
        ProviderExit answer = ExitAnswers.of(Objects.requireNonNull(options.provider()), exit, root.get());
        out.print(options.json() ? ExitText.json(answer) : ExitText.table(answer, exit));
        out.flush();
        return report.discrepancy() == null ? OK : DISCREPANCY;
    }

    /** Replays the log into the book. */
    private static boolean holds(AuditOptions options, LongConsumer progress, MoneyBook money, PrintStream err) {
        ExportFile file = export(options);
        AuditReport report =
                Auditor.audit(file == null ? options.database() : file, settings(options, progress), money);
        if (report.discrepancy() != null) {
            err.println("DISCREPANCY " + report.discrepancy() + ": such a log means nothing");
        }
        return report.discrepancy() == null;
    }

    private static @Nullable ExportFile export(AuditOptions options) {
        return options.from() == null ? null : new ExportFile(options.from(), options.network(), options.logKey());
    }

    private static AuditSettings settings(AuditOptions options, LongConsumer progress) {
        return new AuditSettings(
                options.signatures(),
                Runtime.getRuntime().availableProcessors(),
                progress,
                options.checkpoint(),
                new SecureRandom().nextLong());
    }

    private static String progress(long events, long nanos) {
        return events + " events, " + ReportText.perSecond(events, nanos) + " a second";
    }
}
