package network.cocoon.ui.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./mvnw spring-boot:run}: everything on this machine, from an empty folder to a curl line. */
@Command(
        name = "cocoon-local",
        mixinStandardHelpOptions = true,
        description = "Starts the whole Cocoon network on this machine.",
        subcommands = LocalNetworkMain.Reset.class)
final class LocalNetworkMain implements Callable<Integer> {

    @Mixin
    private LocalOptions options = new LocalOptions();

    public static void main(String[] args) {
        // A bare "Press Ctrl-C" must be enough: when the build that started us dies, so do we.
        ProcessHandle.current().parent().ifPresent(LocalNetworkMain::exitWith);
        int code = new CommandLine(new LocalNetworkMain())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println();
                    line.getErr().println("The local network did not start. " + e.getMessage());
                    if (!(e instanceof LocalNetworkException) && e.getCause() != null) {
                        line.getErr().println("  because: " + e.getCause().getMessage());
                    }
                    line.getErr().flush();
                    return 1;
                })
                .execute(args);
        System.exit(code);
    }

    private static void exitWith(ProcessHandle parent) {
        Thread.ofVirtual().name("parent-watch").start(() -> {
            parent.onExit().join();
            System.exit(0);
        });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintStream out = System.out;
        LocalNetwork network = LocalNetwork.start(folders(options), options, out);
        Runtime.getRuntime().addShutdownHook(new Thread(network::close, "local-network-stop"));
        network.printReady(out);
        new CountDownLatch(1).await();
        return 0;
    }

    private static Folders folders(LocalOptions options) {
        Folders folders = Folders.ofCheckout();
        return options.data == null ? folders : folders.withData(options.data);
    }

    /** Deletes every account, event and key of the local network. */
    @Command(name = "reset", description = "Deletes everything that the local network keeps, after asking.")
    static final class Reset implements Callable<Integer> {

        @Mixin
        private LocalOptions options = new LocalOptions();

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        public Integer call() throws IOException {
            Folders folders = folders(options);
            if (!Files.exists(folders.data())) {
                System.out.println("Nothing to delete: " + folders.data() + " does not exist.");
                return 0;
            }
            // A running network would write into what is being deleted.
            options.ports().requireFree();
            if (!yes && !confirmed(folders)) {
                System.out.println("Nothing was deleted.");
                return 0;
            }
            LocalNetwork.stopDatabase(folders, options.ports());
            folders.delete();
            System.out.println("Deleted " + folders.data() + ". The next start begins afresh.");
            return 0;
        }

        private static boolean confirmed(Folders folders) {
            String question = "Delete every account, event and key in " + folders.data() + "? Type yes: ";
            System.out.print(question);
            System.out.flush();
            Scanner in = new Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8);
            return in.hasNextLine() && in.nextLine().strip().equals("yes");
        }
    }
}
