package network.cocoon.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.transparency.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * The command line. A password comes from a file or the environment: an argument would show in every process list.
 *
 * @param jdbc the log's database; null where a file is audited
 * @param from the export to audit; null where a database is
 * @param to   where the export goes; null unless one is made
 * @param chain the state of the chain; null unless the log is held against it
 * @param checkpoint that the log must have; null to take its word
 * @param measurement whose requests are listed; null unless they are
 * @param provider whose claim is asked for
 * @param root     of which it is; null for the one that stands by the log
 */
record AuditOptions(
        Task task,
        @Nullable String jdbc,
        @Nullable String user,
        @Nullable String password,
        @Nullable Path from,
        @Nullable Path to,
        @Nullable Path chain,
        @Nullable String network,
        @Nullable Bytes logKey,
        @Nullable Checkpoint checkpoint,
        @Nullable Digest measurement,
        @Nullable ProviderId provider,
        @Nullable Long root,
        SignatureChoice signatures,
        boolean json) {

    enum Task {
        HELP,
        REPLAY,
        EXPORT,
        RECONCILE,
        ESCROWS,
        BLAST,
        EXIT
    }

    static final String HELP = """
            cocoon-audit replay --jdbc URL | --from FILE [options]
              Reads a log, decides every event again, and recomputes every bill.
            cocoon-audit export --jdbc URL --to FILE [options]
              Writes the log as it stands into a file, which replay checks without the database.
            cocoon-audit reconcile --jdbc URL | --from FILE --chain FILE [options]
              Replays the log, then holds its escrows, vouchers and payouts against the chain's state, to the nanoton.
            cocoon-audit exit --jdbc URL | --from FILE --provider ID [--root NUMBER] [options]
              Replays the log and writes the message by which this provider is paid out of the exit, once the operator has
              fallen silent: nobody but the log is needed.
            cocoon-audit escrows --jdbc URL | --from FILE --to FILE [options]
              Replays the log and writes which escrows it has: what a state of the chain must show.
            cocoon-audit blast --measurement HEX --jdbc URL | --from FILE [options]
              Replays the log and lists every request that was assigned to software of this measurement, with app, times
              and money: what a revocation of it concerns.
            cocoon-audit quotes | quote | gpu | snp | attestation  --help
              Judge attestation evidence from files: many quotes of a manifest, one piece in words, or all that one
              worker showed.

              --jdbc URL            the log's database, jdbc:postgresql://host:port/name
              --from FILE           an export of the log
              --to FILE             where the export or the list goes; nothing is written over
              --chain FILE          what the chain shows, as an operator or anybody with a gateway wrote it
              --provider ID         of the provider, own_...
              --root NUMBER         the root that the exit has, where the log had only ordered it
              --user NAME           database user
              --password-file FILE  its first line is the password; else COCOON_DB_PASSWORD
              --network ID          network id of the signed statements; default: the database's or the file's own
              --log-key HEX         public key that signed the assignments; default: the database's or the file's own
              --checkpoint SIZE:ROOT  what the log's first SIZE events come to, as somebody else has seen it, for example
                                    in the registry's contract; the log must agree
              --measurement HEX     as the registry lists it, 64 hexadecimal characters
              --signatures WHICH    all, none or sample:N (every N-th); default: all. Those of accounts and
                                    providers are always checked
              --json                a JSON object instead of tables
              --help                this
            Exit code: 0 everything holds or is exported, 1 a discrepancy (the first is printed) or a difference that
            alarms (all are printed), 2 wrong usage, or a log or state that cannot be read or written.""";

    private static final long MOST_PASSWORD_BYTES = 4096;
    private static final int KEY_BYTES = 32;

    static AuditOptions parse(String[] args, Map<String, String> environment) throws UsageException {
        Task task = null;
        String jdbc = null;
        String user = null;
        String password = environment.get("COCOON_DB_PASSWORD");
        Path from = null;
        Path to = null;
        Path chain = null;
        String network = null;
        Bytes logKey = null;
        Checkpoint checkpoint = null;
        Digest measurement = null;
        ProviderId provider = null;
        Long root = null;
        SignatureChoice signatures = SignatureChoice.ALL;
        boolean json = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--help", "-h" -> {
                    return new AuditOptions(
                            Task.HELP,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            signatures,
                            false);
                }
                case "replay" -> task = Task.REPLAY;
                case "export" -> task = Task.EXPORT;
                case "reconcile" -> task = Task.RECONCILE;
                case "escrows" -> task = Task.ESCROWS;
                case "blast" -> task = Task.BLAST;
                case "--measurement" -> measurement = measurement(value(args, ++i));
                case "exit" -> task = Task.EXIT;
                case "--provider" -> provider = provider(value(args, ++i));
                case "--root" -> root = number(value(args, ++i));
                case "--json" -> json = true;
                case "--jdbc" -> jdbc = value(args, ++i);
                case "--from" -> from = path(args, ++i);
                case "--to" -> to = path(args, ++i);
                case "--chain" -> chain = path(args, ++i);
                case "--user" -> user = value(args, ++i);
                case "--network" -> network = value(args, ++i);
                case "--log-key" -> logKey = key(value(args, ++i));
                case "--checkpoint" -> checkpoint = checkpoint(value(args, ++i));
                case "--signatures" -> signatures = SignatureChoice.parse(value(args, ++i));
                case "--password-file" -> password = firstLine(path(args, ++i));
                default -> throw new UsageException("unknown argument: " + args[i]);
            }
        }
        if (task == null) {
            throw new UsageException("say replay, export, reconcile, escrows, exit or blast");
        }
        boolean oneLog = (jdbc == null) != (from == null);
        require(task == Task.EXIT || (provider == null && root == null), "--provider and --root go with exit");
        switch (task) {
            case REPLAY -> require(oneLog && to == null && chain == null, "replay takes --jdbc URL or --from FILE");
            case EXPORT ->
                require(
                        jdbc != null && to != null && chain == null && checkpoint == null,
                        "export takes --jdbc URL and --to FILE");
            case RECONCILE ->
                require(
                        oneLog && to == null && chain != null,
                        "reconcile takes --jdbc URL or --from FILE, and --chain FILE");
            case ESCROWS ->
                require(
                        oneLog && to != null && chain == null,
                        "escrows takes --jdbc URL or --from FILE, and --to FILE");
            case BLAST ->
                require(
                        oneLog && to == null && chain == null && measurement != null,
                        "blast takes --measurement HEX, and --jdbc URL or --from FILE");
            case EXIT ->
                require(
                        oneLog && to == null && chain == null && provider != null,
                        "exit takes --jdbc URL or --from FILE, and --provider ID");
            case HELP -> {}
        }
        require(task == Task.BLAST || measurement == null, "--measurement is for blast");
        if (jdbc != null && !jdbc.startsWith("jdbc:postgresql:")) {
            throw new UsageException("--jdbc takes a jdbc:postgresql: URL");
        }
        return new AuditOptions(
                task,
                jdbc,
                user,
                password,
                from,
                to,
                chain,
                network,
                logKey,
                checkpoint,
                measurement,
                provider,
                root,
                signatures,
                json);
    }

    private static void require(boolean given, String otherwise) throws UsageException {
        if (!given) {
            throw new UsageException(otherwise);
        }
    }

    private static String value(String[] args, int i) throws UsageException {
        if (i >= args.length) {
            throw new UsageException(args[i - 1] + " needs a value");
        }
        return args[i];
    }

    private static Path path(String[] args, int i) throws UsageException {
        try {
            return Path.of(value(args, i));
        } catch (InvalidPathException _) {
            throw new UsageException(args[i - 1] + " takes a file");
        }
    }

    private static ProviderId provider(String id) throws UsageException {
        try {
            return new ProviderId(id);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--provider: " + e.getMessage());
        }
    }

    private static long number(String text) throws UsageException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new UsageException("--root takes a number");
        }
    }

    private static Bytes key(String hex) throws UsageException {
        try {
            Bytes key = Bytes.of(HexFormat.of().parseHex(hex));
            if (key.length() == KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("--log-key takes hexadecimal");
        }
        throw new UsageException("--log-key takes 64 hexadecimal characters");
    }

    private static Digest measurement(String hex) throws UsageException {
        try {
            return new Digest(hex);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--measurement takes 64 hexadecimal characters");
        }
    }

    private static Checkpoint checkpoint(String text) throws UsageException {
        int colon = text.indexOf(':');
        try {
            if (colon > 0) {
                return new Checkpoint(Long.parseLong(text.substring(0, colon)), new Digest(text.substring(colon + 1)));
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("--checkpoint takes SIZE:ROOT: " + e.getMessage());
        }
        throw new UsageException("--checkpoint takes SIZE:ROOT");
    }

    private static String firstLine(Path file) throws UsageException {
        try {
            if (Files.size(file) > MOST_PASSWORD_BYTES) {
                throw new UsageException("the password file is too large");
            }
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UsageException("the password file cannot be read: " + file);
        }
    }

    /** The log's database; only where {@link #jdbc} says which. */
    JdbcLogSource database() {
        if (jdbc == null) {
            throw new IllegalStateException("no database was named");
        }
        return new JdbcLogSource(jdbc, user, password, network, logKey);
    }
}
