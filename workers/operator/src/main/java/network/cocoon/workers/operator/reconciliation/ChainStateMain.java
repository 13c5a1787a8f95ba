package network.cocoon.workers.operator.reconciliation;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.wire.chain.ChainStateException;
import network.cocoon.wire.chain.EscrowList;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.operator.gateway.ConfirmationPolicy;
import network.cocoon.workers.operator.gateway.EndpointSettings;
import network.cocoon.workers.operator.gateway.NetworkGateway;
import network.cocoon.workers.operator.gateway.Pacing;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.operator.reconciliation.ChainStateExport.Wanted;
import org.jspecify.annotations.Nullable;

/** Writes what the chain shows of a log's escrows, its exit and the network's wallet, by servers of one's own choice. */
public final class ChainStateMain {

    private static final String USAGE = """
            --server URL      of toncenter's API, https://.../api/v2; again for each further one
            --escrows FILE    as cocoon-audit escrows wrote it from the log
            --wallet ADDRESS  the network's wallet, raw; without it payouts are not compared
            --exit ADDRESS    the log's exit, raw; without it that is not compared
            --to FILE         where the state goes; nothing is written over
            --agree N         servers that must give the same history; default: all of them
            --interval MS     between two calls to one server; default: 1000, which toncenter asks for without a key
            --api-key VAR     environment variable with the key of the server named last
            Exit code: 0 written, 1 the chain could not be read, 2 wrong usage or a file that cannot be used.
            """;
    private static final int MOST_SERVERS = 5;

    private ChainStateMain() {}

    public static void main(String[] args) {
        System.exit(run(args, System.getenv(), System.out, System.err));
    }

    /** The exit status: 0 written, 1 the chain could not be read, 2 not understood. */
    public static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (List.of(args).contains("--help")) {
            out.print(USAGE);
            return 0;
        }
        try {
            Options options = Options.parse(args, environment);
            EscrowList list = EscrowList.read(bounded(options.escrows()));
            List<Wanted> wanted = list.escrows().stream()
                    .map(it -> new Wanted(it.account(), it.opening()))
                    .toList();
            try (var gateway = NetworkGateway.open(
                    options.servers(),
                    // A look, not a wait: what is new is explained to the auditor by its age.
                    new ConfirmationPolicy(0, options.agree()),
                    Pacing.of(new SecureRandom()))) {
                new ChainStateExport(gateway)
                        .write(
                                options.to(),
                                wanted,
                                Optional.ofNullable(options.wallet()),
                                Optional.ofNullable(options.exit()));
            }
            out.println(wanted.size() + " escrows" + (options.wallet() == null ? "" : ", the wallet")
                    + (options.exit() == null ? "" : ", the exit")
                    + " written to " + options.to());
            return 0;
        } catch (TonFailure e) {
            err.println(e.code() + ": " + e.getMessage());
            return 1;
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            err.println((e instanceof NoSuchFileException ? "no such file: " : "exists already: ") + e.getFile());
            return 2;
        } catch (IOException | ChainStateException e) {
            err.println(e.getMessage());
            return 2;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(USAGE);
            return 2;
        }
    }

    private static byte[] bounded(Path file) throws IOException {
        if (Files.size(file) > EscrowList.MOST_BYTES) {
            throw new IOException("a list of escrows has at most " + EscrowList.MOST_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
    }

    private record Options(
            List<EndpointSettings> servers,
            Path escrows,
            Path to,
            @Nullable TonAddress wallet,
            @Nullable TonAddress exit,
            int agree) {

        /** Throws {@link IllegalArgumentException}, whose message says what is wrong. */
        static Options parse(String[] args, Map<String, String> environment) {
            List<URI> servers = new ArrayList<>();
            List<Optional<String>> keys = new ArrayList<>();
            Path escrows = null;
            Path to = null;
            TonAddress wallet = null;
            TonAddress exit = null;
            int agree = 0;
            int interval = 1_000;
            for (int i = 0; i < args.length; i += 2) {
                String value = i + 1 < args.length ? args[i + 1] : "";
                switch (args[i]) {
                    case "--server" -> {
                        servers.add(URI.create(value));
                        keys.add(Optional.empty());
                    }
                    case "--api-key" -> {
                        if (keys.isEmpty() || environment.get(value) == null) {
                            throw new IllegalArgumentException("--api-key names a variable, after its server");
                        }
                        keys.set(keys.size() - 1, Optional.ofNullable(environment.get(value)));
                    }
                    case "--escrows" -> escrows = path(value);
                    case "--to" -> to = path(value);
                    case "--wallet" -> wallet = address(args[i], value);
                    case "--exit" -> exit = address(args[i], value);
                    case "--agree" -> agree = number(args[i], value, 1, MOST_SERVERS);
                    case "--interval" -> interval = number(args[i], value, 0, 60_000);
                    default -> throw new IllegalArgumentException("unknown argument: " + args[i]);
                }
            }
            if (servers.isEmpty() || servers.size() > MOST_SERVERS || escrows == null || to == null) {
                throw new IllegalArgumentException(
                        "--escrows, --to and 1 to " + MOST_SERVERS + " times --server are needed");
            }
            List<EndpointSettings> endpoints = new ArrayList<>();
            for (int i = 0; i < servers.size(); i++) {
                endpoints.add(EndpointSettings.of(servers.get(i), keys.get(i), Duration.ofMillis(interval)));
            }
            return new Options(endpoints, escrows, to, wallet, exit, agree == 0 ? servers.size() : agree);
        }

        private static Path path(String value) {
            try {
                return Path.of(value);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("not a file: " + value, e);
            }
        }

        private static TonAddress address(String name, String value) {
            try {
                return TonAddress.parse(value);
            } catch (TonFormatException e) {
                throw new IllegalArgumentException(name + " takes a raw address, 0: and 64 hexadecimal characters", e);
            }
        }

        private static int number(String name, String value, int least, int most) {
            try {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + " takes a number", e);
            }
            throw new IllegalArgumentException(name + " takes " + least + " to " + most);
        }
    }
}
