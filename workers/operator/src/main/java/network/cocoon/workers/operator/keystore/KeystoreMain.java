package network.cocoon.workers.operator.keystore;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.workers.operator.contract.HighloadWallet;

/** Makes and shows a keystore. Passwords come from a file or the environment, never from the command line. */
public final class KeystoreMain {

    private static final String USAGE = """
            create   FILE PASSWORD        a new keystore with the keys wallet, registry, exit and redeemer
            show     FILE PASSWORD        names, public keys, and the wallet's address at a timeout of an hour
            add      FILE PASSWORD NAME   another key
            rotate   FILE PASSWORD NAME   a new key of that name; the old one stays under a number
            password FILE PASSWORD NEW    another password

            PASSWORD and NEW: a file that its owner alone may read, or env:VARIABLE
            """;

    private KeystoreMain() {}

    public static void main(String[] args) {
        System.exit(run(args, System.getenv(), System.out, System.err, new SecureRandom()));
    }

    /** The exit status: 0 done, 1 refused, 2 not understood. */
    static int run(
            String[] args, Map<String, String> environment, PrintStream out, PrintStream err, SecureRandom random) {
        if (args.length < 3) {
            err.print(USAGE);
            return 2;
        }
        try (Password password = Password.from(args[2], environment)) {
            return run(args, password, environment, out, err, random);
        } catch (KeystoreException e) {
            err.println(e.code() + ": " + e.getMessage());
            return 1;
        } catch (IOException e) {
            err.println("UNWRITABLE: the keystore cannot be written");
            return 1;
        }
    }

    private static int run(
            String[] args,
            Password password,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err,
            SecureRandom random)
            throws KeystoreException, IOException {
        Path file = Path.of(args[1]);
        String command = args[0] + "/" + args.length;
        try (Keystore keystore =
                command.equals("create/3") ? Keystore.create(file, password, random) : Keystore.open(file, password)) {
            switch (command) {
                case "create/3" -> {
                    keystore.add(Keystore.WALLET, password, random);
                    keystore.add(Keystore.REGISTRY, password, random);
                    keystore.add(Keystore.EXIT, password, random);
                    keystore.add(Keystore.REDEEMER, password, random);
                    show(keystore, out);
                }
                case "show/3" -> show(keystore, out);
                case "add/4" -> {
                    keystore.add(args[3], password, random);
                    show(keystore, out);
                }
                case "rotate/4" -> {
                    keystore.rotate(args[3], password, random);
                    show(keystore, out);
                }
                case "password/4" -> {
                    try (Password changed = Password.from(args[3], environment)) {
                        keystore.changePassword(changed, random);
                    }
                }
                default -> {
                    err.print(USAGE);
                    return 2;
                }
            }
        }
        return 0;
    }

    private static void show(Keystore keystore, PrintStream out) {
        for (Map.Entry<String, Bytes> key : keystore.publicKeys().entrySet()) {
            out.println(key.getKey() + " " + key.getValue().hex());
        }
        Bytes wallet = keystore.publicKeys().get(Keystore.WALLET);
        if (wallet != null) {
            var highload = new HighloadWallet(wallet, HighloadWallet.SUBWALLET, Duration.ofHours(1));
            out.println("address " + highload.address().friendly(false, false));
        }
    }
}
