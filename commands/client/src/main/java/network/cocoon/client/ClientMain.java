package network.cocoon.client;

import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import network.cocoon.client.http.OperatorProblem;

/** The client's command line: {@code run}, {@code register}, {@code status}, {@code attestation}, {@code bench}. */
public final class ClientMain {

    private ClientMain() {}

    /** Exit status 0 when done, 1 when something outside failed, 2 when the command line is wrong. */
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        if (args.isEmpty() || args.contains("--help") || args.contains("-h")) {
            out.print(Options.HELP);
            return args.isEmpty() ? 2 : 0;
        }
        if (args.getFirst().equals("--version") || args.getFirst().equals("version")) {
            out.println("cocoon-client " + Options.VERSION);
            return 0;
        }
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            err.println("cocoon-client: " + e.getMessage() + " (--help tells more)");
            return 2;
        }
        try {
            new Commands(options, new SecureRandom(), InstantSource.system(), out, err).run();
            return 0;
        } catch (IOException | IllegalArgumentException | OperatorProblem e) {
            // The client of the platform says nothing of a connection that was refused.
            err.println("cocoon-client: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return 1;
        }
    }
}
