package network.cocoon.client;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import network.cocoon.client.account.AccountOptions;
import network.cocoon.client.bench.BenchOptions;
import network.cocoon.client.chain.ChainOptions;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.trust.Releases;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import org.jspecify.annotations.Nullable;

/** The command line, checked. */
record Options(
        Command command,
        List<URI> operator,
        Optional<Path> operatorCertificates,
        Path data,
        int port,
        Optional<Path> releaseKeys,
        Optional<Path> simulatedRoot,
        Releases.Wishes wishes,
        AccountOptions account,
        Optional<ChainOptions> chain,
        Optional<BenchOptions> bench) {

    enum Command {
        RUN,
        REGISTER,
        STATUS,
        ESCROW,
        ATTESTATION,
        BENCH
    }

    static final String VERSION =
            Objects.requireNonNullElse(Options.class.getPackage().getImplementationVersion(), "development");

    static final String HELP = """
            cocoon-client: an OpenAI-compatible API on this machine; prompts are sealed before they leave it.

            cocoon-client run      --operator URL [options]   register at the first start, then serve
            cocoon-client register --operator URL [options]   register, certify a key, authorise credit
            cocoon-client status   --operator URL [options]   the account as the operator sees it
            cocoon-client escrow   --operator URL [options]   what it holds, and links to pay in, to close and to finish
            cocoon-client attestation --operator URL [opts]   each worker's evidence, verified here, check by check
            cocoon-client bench    --operator URL [options]   ask over and over, and say how it went (below)
            cocoon-client --help | --version

              --operator URL              https, or http to this machine; several nodes with commas between them
              --operator-certs FILE       PEM: believe only these certificates of the operator
              --data DIR                  keys and account, readable for you alone (~/.cocoon/client)
              --port N                    on 127.0.0.1; 0 for any (10000)
              --release-keys FILE         'threshold N' and one key a line; kept in the data folder after the first time
              --simulated-root FILE       believe a software TEE with this root, for development: NO protection
              --allow-open-platforms      use attested machines that nobody inspected
              --require-gpu-evidence      use workers alone that show a GPU in confidential mode
              --name TEXT                 shown to the operator (cocoon-client)
              --model-family F            may be repeated (cocoon)
              --requests-per-day N        (100000)
              --tokens-per-request N      prompt and answer together (32768)
              --credit NANOTON            authorised at once, and again when it runs low (10000000000)
              --credit-limit NANOTON      never authorise more than this in all (ten times --credit)
              --spend-per-day NANOTON     nor more than this on a UTC day (as --credit-limit)
              --wallet ADDRESS            on TON: whose wallet pays into the app's escrow, and gets back the rest
              --chain-servers URLS        toncenter's API v2 (https://.../api/v2), commas between them: worker keys must name a
                                          block of this chain, which this machine looks up itself
              --chain-api-key-file FILE   with the key that these servers want
              --chain-agree N             so many of them must say the same (1)
              --registry ADDRESS          on that chain: only what is listed there and in force is used
              --registry-limit SECONDS    what was read of it counts no longer than this (600)
            """ + BenchOptions.HELP;

    static Options parse(List<String> args) {
        Command command =
                switch (args.getFirst()) {
                    case "run" -> Command.RUN;
                    case "register" -> Command.REGISTER;
                    case "status" -> Command.STATUS;
                    case "escrow" -> Command.ESCROW;
                    case "attestation" -> Command.ATTESTATION;
                    case "bench" -> Command.BENCH;
                    default -> throw new IllegalArgumentException("unknown command " + args.getFirst());
                };
        List<String> rest = args.subList(1, args.size());
        if (command != Command.BENCH) {
            return new Reader(rest).read(command, Optional.empty());
        }
        BenchOptions.Parsed parsed = BenchOptions.parse(rest);
        return new Reader(parsed.rest()).read(command, Optional.of(parsed.options()));
    }

    private static final class Reader {

        private final List<String> args;
        private final Set<String> seen = new HashSet<>();
        private final List<String> families = new ArrayList<>();
        private List<URI> operator = List.of();
        private @Nullable Path certificates;
        private Path data = Path.of(System.getProperty("user.home"), ".cocoon", "client");
        private int port = 10_000;
        private @Nullable Path releaseKeys;
        private @Nullable Path simulatedRoot;
        private boolean openPlatforms;
        private boolean gpuEvidence;
        private String name = "cocoon-client";
        private int requestsPerDay = 100_000;
        private int tokensPerRequest = 32_768;
        private long credit = 10_000_000_000L;
        private @Nullable Long creditLimit;
        private @Nullable Long spendPerDay;
        private @Nullable TonAddress wallet;
        private List<URI> chainServers = List.of();
        private @Nullable Path chainApiKey;
        private int chainAgree = 1;
        private @Nullable TonAddress registry;
        private Duration registryLimit = ChainOptions.LIMIT;

        Reader(List<String> args) {
            this.args = args;
        }

        Options read(Command command, Optional<BenchOptions> bench) {
            for (int i = 0; i < args.size(); i++) {
                String option = args.get(i);
                if (!seen.add(option) && !option.equals("--model-family")) {
                    throw new IllegalArgumentException(option + " is given twice");
                }
                if (option.equals("--allow-open-platforms")) {
                    openPlatforms = true;
                    continue;
                }
                if (option.equals("--require-gpu-evidence")) {
                    gpuEvidence = true;
                    continue;
                }
                if (!option.startsWith("--")) {
                    throw new IllegalArgumentException("unexpected " + option);
                }
                if (i + 1 == args.size()) {
                    throw new IllegalArgumentException(option + " is unknown or lacks its value");
                }
                take(option, args.get(++i));
            }
            // Who asks a sidecar needs no account of its own.
            List<URI> address = operator.isEmpty()
                    ? bench.flatMap(BenchOptions::openai).stream().toList()
                    : operator;
            if (address.isEmpty()) {
                throw new IllegalArgumentException("--operator is missing");
            }
            long limit = creditLimit == null ? Math.multiplyExact(credit, 10) : creditLimit;
            return new Options(
                    command,
                    address,
                    Optional.ofNullable(certificates),
                    data,
                    port,
                    Optional.ofNullable(releaseKeys),
                    Optional.ofNullable(simulatedRoot),
                    new Releases.Wishes(openPlatforms, gpuEvidence),
                    new AccountOptions(
                            name,
                            families.isEmpty() ? List.of("cocoon") : families,
                            requestsPerDay,
                            tokensPerRequest,
                            Nanoton.of(credit),
                            Nanoton.of(limit),
                            Nanoton.of(spendPerDay == null ? limit : spendPerDay),
                            Optional.ofNullable(wallet)),
                    chain(),
                    bench);
        }

        private Optional<ChainOptions> chain() {
            if (!chainServers.isEmpty()) {
                return Optional.of(new ChainOptions(
                        chainServers,
                        Optional.ofNullable(chainApiKey),
                        chainAgree,
                        Optional.ofNullable(registry),
                        registryLimit));
            }
            for (String option : List.of("--chain-api-key-file", "--chain-agree", "--registry", "--registry-limit")) {
                if (seen.contains(option)) {
                    throw new IllegalArgumentException(
                            option + " needs --chain-servers: nobody else says what is there");
                }
            }
            return Optional.empty();
        }

        private void take(String option, String value) {
            switch (option) {
                case "--operator" -> operator = OperatorApi.addresses(value);
                case "--operator-certs" -> certificates = Path.of(value);
                case "--data" -> data = Path.of(value);
                case "--port" -> port = (int) number(option, value, 0, 65_535);
                case "--release-keys" -> releaseKeys = Path.of(value);
                case "--simulated-root" -> simulatedRoot = Path.of(value);
                case "--name" -> name = value;
                case "--model-family" -> families.add(value);
                case "--requests-per-day" -> requestsPerDay = (int) number(option, value, 1, 100_000_000);
                case "--tokens-per-request" -> tokensPerRequest = (int) number(option, value, 1, 1 << 20);
                case "--credit" -> credit = number(option, value, 1, Long.MAX_VALUE / 10);
                case "--credit-limit" -> creditLimit = number(option, value, 1, Long.MAX_VALUE);
                case "--spend-per-day" -> spendPerDay = number(option, value, 1, Long.MAX_VALUE);
                case "--wallet" -> wallet = address(option, value);
                case "--chain-servers" -> chainServers = ChainOptions.addresses(value);
                case "--chain-api-key-file" -> chainApiKey = Path.of(value);
                case "--chain-agree" -> chainAgree = (int) number(option, value, 1, 8);
                case "--registry" -> registry = address(option, value);
                case "--registry-limit" -> registryLimit = Duration.ofSeconds(number(option, value, 10, 86_400));
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }

        private static TonAddress address(String option, String value) {
            try {
                return TonAddress.parse(value);
            } catch (TonFormatException e) {
                throw new IllegalArgumentException(option + " is an address on TON: " + e.getMessage(), e);
            }
        }

        private static long number(String option, String value, long least, long most) {
            try {
                long number = Long.parseLong(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(option + " takes a number, not '" + value + "'", e);
            }
            throw new IllegalArgumentException(option + " is from " + least + " to " + most);
        }
    }
}
