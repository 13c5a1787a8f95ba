package network.cocoon.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import network.cocoon.domain.kernel.Bytes;
import org.jspecify.annotations.Nullable;

/** The command line. A password comes from a file or the environment: an argument would show in every process list. */
record AuditOptions(
        boolean help,
        String jdbc,
        @Nullable String user,
        @Nullable String password,
        @Nullable String network,
        @Nullable Bytes logKey,
        SignatureChoice signatures,
        boolean json) {

    static final String HELP = """
            cocoon-audit replay --jdbc URL [options]
              Reads a log, decides every event again, and recomputes every bill.
              --jdbc URL            the log's database, jdbc:postgresql://host:port/name
              --user NAME           database user
              --password-file FILE  its first line is the password; else COCOON_DB_PASSWORD
              --network ID          network id of the signed statements; default: the database's own
              --log-key HEX         public key that signed the assignments; default: the database's own
              --signatures WHICH    all, none or sample:N (every N-th); default: all. Those of accounts and
                                    providers are always checked
              --json                a JSON object instead of tables
              --help                this
            Exit code: 0 everything holds, 1 a discrepancy (the first is printed), 2 wrong usage or an unreadable log.""";

    private static final long MOST_PASSWORD_BYTES = 4096;
    private static final int KEY_BYTES = 32;

    static AuditOptions parse(String[] args, Map<String, String> environment) throws UsageException {
        String jdbc = null;
        String user = null;
        String password = environment.get("COCOON_DB_PASSWORD");
        String network = null;
        Bytes logKey = null;
        SignatureChoice signatures = SignatureChoice.ALL;
        boolean json = false;
        boolean replay = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--help", "-h" -> {
                    return new AuditOptions(true, "", null, null, null, null, signatures, false);
                }
                case "replay" -> replay = true;
                case "--json" -> json = true;
                case "--jdbc" -> jdbc = value(args, ++i);
                case "--user" -> user = value(args, ++i);
                case "--network" -> network = value(args, ++i);
                case "--log-key" -> logKey = key(value(args, ++i));
                case "--signatures" -> signatures = SignatureChoice.parse(value(args, ++i));
                case "--password-file" -> password = firstLine(value(args, ++i));
                default -> throw new UsageException("unknown argument: " + args[i]);
            }
        }
        if (!replay || jdbc == null) {
            throw new UsageException("say replay and --jdbc URL");
        }
        if (!jdbc.startsWith("jdbc:postgresql:")) {
            throw new UsageException("--jdbc takes a jdbc:postgresql: URL");
        }
        return new AuditOptions(false, jdbc, user, password, network, logKey, signatures, json);
    }

    private static String value(String[] args, int i) throws UsageException {
        if (i >= args.length) {
            throw new UsageException(args[i - 1] + " needs a value");
        }
        return args[i];
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

    private static String firstLine(String file) throws UsageException {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MOST_PASSWORD_BYTES) {
                throw new UsageException("the password file is too large");
            }
            return Files.readString(path).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UsageException("the password file cannot be read: " + file);
        }
    }
}
