package network.cocoon.workers.teesim;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Runs the software TEE as a process of its own. */
public final class TeeSimMain {

    private static final String HELP = """
            The software TEE of a development network. It proves nothing about any machine.

              --dir DIR    keeps its keys here, readable by the owner only
              --port N     listens on 127.0.0.1:N; 0 takes any free port. The port is printed as one line
              --help       prints this

            POST /quote        64 bytes of REPORTDATA in, a TDX quote out
            POST /gpu-evidence 32 bytes of nonce in, the evidence of one simulated GPU out, as JSON
            GET  /collateral   the collateral that verifies it
            GET  /root         the simulated root certificate (DER)
            GET  /measurement  the measurement of the simulated TD
            GET  /platform     the simulated machine's platform id
            """;

    private record Settings(Path directory, int port) {}

    private TeeSimMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 1 && args[0].equals("--help")) {
            print(System.out, HELP);
            return;
        }
        Optional<Settings> settings = settings(args);
        if (settings.isEmpty()) {
            print(System.err, HELP);
            System.exit(2);
            return;
        }
        SoftwareTee tee = SoftwareTee.open(settings.get().directory, InstantSource.system(), new SecureRandom());
        try (TeeSimServer server = TeeSimServer.start(tee, settings.get().port)) {
            print(System.out, server.port() + System.lineSeparator());
            // Until the process is ended; the shutdown needs no tidying.
            new CountDownLatch(1).await();
        }
    }

    private static Optional<Settings> settings(String[] args) {
        if (args.length != 4 || !args[0].equals("--dir") || !args[2].equals("--port") || !args[3].matches("\\d{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(args[3]);
        return port > 65_535 ? Optional.empty() : Optional.of(new Settings(Path.of(args[1]), port));
    }

    private static void print(PrintStream out, String text) {
        out.print(text);
        out.flush();
    }
}
