package network.cocoon.audit.evidence;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands that judge evidence: {@code quotes}, {@code quote}. Exit codes are in each one's help. */
public final class EvidenceMain {

    private static final int OK = 0;
    private static final int REFUSED = 1;
    private static final int FAILED = 2;

    private static final Map<String, String> HELP = Map.of("quotes", QuotesCommand.HELP, "quote", QuoteCommand.HELP);

    private EvidenceMain() {}

    public static boolean knows(@Nullable String command) {
        return command != null && HELP.containsKey(command);
    }

    /** @param args the command, then its options */
    public static int run(String[] args, InstantSource clock, PrintStream out, PrintStream err) {
        String help = HELP.getOrDefault(args[0], "");
        try {
            return run(args[0], help, args, clock, out);
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.println(help);
            return FAILED;
        } catch (EvidenceException e) {
            err.println(e.fault() + ": " + e.detail());
            return FAILED;
        }
    }

    private static int run(String command, String help, String[] args, InstantSource clock, PrintStream out)
            throws UsageException, EvidenceException {
        if (command.equals("quotes")) {
            EvidenceOptions options = EvidenceOptions.parse(args, Set.of("--manifest", "--mutations", "--floor"));
            return options.help()
                    ? help(help, out)
                    : judged(new QuotesCommand(options.number("--floor"), out)
                            .run(options.file("--manifest"), options.fileOrNull("--mutations")));
        }
        EvidenceOptions options = EvidenceOptions.parse(args, Set.of("--file", "--collateral", "--at", "--floor"));
        return options.help()
                ? help(help, out)
                : passed(new QuoteCommand(options.number("--floor"), out)
                        .run(options.file("--file"), options.file("--collateral"), options.time("--at", clock)));
    }

    private static int help(String help, PrintStream out) {
        out.println(help);
        return OK;
    }

    private static int judged(boolean all) {
        return all ? OK : FAILED;
    }

    private static int passed(boolean passed) {
        return passed ? OK : REFUSED;
    }
}
