package network.cocoon.workers.devchain;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import network.cocoon.workers.devchain.chain.Chain;
import network.cocoon.workers.devchain.http.DevchainServer;
import network.cocoon.workers.tvm.Tvm;

/** Runs the chain until the process is ended. */
public final class DevchainMain {

    private DevchainMain() {}

    public static void main(String[] args) throws InterruptedException {
        if (args.length == 1 && args[0].equals("--help")) {
            print(System.out, Options.HELP);
            return;
        }
        Options options;
        try {
            options = Options.of(args);
        } catch (IllegalArgumentException e) {
            print(System.err, e.getMessage() + System.lineSeparator() + Options.HELP);
            System.exit(2);
            return;
        }
        try {
            run(options);
        } catch (IOException e) {
            print(System.err, "cocoon-devchain: " + e.getMessage() + System.lineSeparator());
            System.exit(1);
        }
    }

    private static void run(Options options) throws IOException, InterruptedException {
        // A caller that sends slowly is cut off; both are seconds, and read when the server is made.
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        System.setProperty("sun.net.httpserver.maxRspTime", "60");
        try (Tvm tvm = Tvm.start();
                Chain chain = Chain.open(Path.of(options.dir()), options.settings(), InstantSource.system(), tvm);
                Pace pace = Pace.start(chain, options.settings());
                DevchainServer server = DevchainServer.start(chain, options.port())) {
            // The first line is the address alone, for programs that start this one.
            print(System.out, server.endpoint() + System.lineSeparator());
            print(
                    System.out,
                    "explorer http://localhost:" + server.port() + "/  block "
                            + chain.head().seqno() + System.lineSeparator());
            pace.await();
        }
    }

    private static void print(PrintStream out, String text) {
        out.print(text);
        out.flush();
    }
}
