package network.cocoon.domain.crypto;

import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Signing and verifying a statement as long as a submission's, with the library that this machine has and with
 * BouncyCastle alone, on one thread and in turns. Prints a table: medians and how far they lie apart.
 */
public final class SignatureBench {

    private static final int BYTES = 128;
    private static final int WARMING = 3;
    private static final int ROUNDS = 7;
    private static final long NANOS = 500_000_000;
    private static final int BATCH = 100;

    private static final String SIGN = "sign";
    private static final String VERIFY = "verify, the key known";

    private final Map<String, List<Double>> plain = new LinkedHashMap<>();
    private final Map<String, List<Double>> here = new LinkedHashMap<>();

    private SignatureBench() {}

    public static void main(String[] args) throws Exception {
        new SignatureBench().run();
    }

    private void run() throws Exception {
        NativeEd25519 library = NativeEd25519.here().orElseThrow(() -> new IllegalStateException("no library here"));
        SecureRandom random = new SecureRandom();
        byte[] seed = new byte[SigningKey.KEY_BYTES];
        random.nextBytes(seed);
        byte[] message = new byte[BYTES];
        random.nextBytes(message);
        byte[] publicKey = new byte[SigningKey.KEY_BYTES];
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        PrivateKey quick = library.privateKey(seed);
        Bytes signature = Bytes.of(plainly(seed, publicKey, message));
        VerificationKey known = VerificationKey.of(Bytes.of(publicKey)).orElseThrow();
        VerificationKey slow = VerificationKey.plain(Bytes.of(publicKey)).orElseThrow();
        for (int round = 0; round < WARMING + ROUNDS; round++) {
            if (round == WARMING) {
                plain.clear();
                here.clear();
            }
            note(plain, SIGN, () -> plainly(seed, publicKey, message).length == Signatures.SIGNATURE_BYTES);
            note(here, SIGN, () -> library.sign(quick, message).length == Signatures.SIGNATURE_BYTES);
            note(plain, VERIFY, () -> slow.verify(signature, message));
            note(here, VERIFY, () -> known.verify(signature, message));
        }
        table();
    }

    private static byte[] plainly(byte[] seed, byte[] publicKey, byte[] message) {
        byte[] signature = new byte[Signatures.SIGNATURE_BYTES];
        Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    private static void note(Map<String, List<Double>> into, String name, Callable<Boolean> once) throws Exception {
        into.computeIfAbsent(name, _ -> new ArrayList<>()).add(micros(once));
    }

    /** In batches, so that the clock is not what is measured. */
    private static double micros(Callable<Boolean> once) throws Exception {
        long started = System.nanoTime();
        long count = 0;
        long nanos;
        do {
            for (int i = 0; i < BATCH; i++) {
                if (!once.call()) {
                    throw new GeneralSecurityException("a good signature was refused");
                }
            }
            count += BATCH;
            nanos = System.nanoTime() - started;
        } while (nanos < NANOS);
        return nanos / 1e3 / count;
    }

    private void table() {
        System.out.printf(
                Locale.ROOT,
                "%nEd25519 of %d bytes, one thread, JDK %d, load %.1f on %d processors; medians of %d rounds, us%n"
                        + "%-24s %24s %24s %8s%n",
                BYTES,
                Runtime.version().feature(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors(),
                ROUNDS,
                "",
                "AWS-LC",
                "BouncyCastle",
                "ratio");
        here.forEach((name, quick) -> {
            List<Double> slow = plain.getOrDefault(name, List.of());
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %24s %24s %8.2f%n",
                    name,
                    spread(quick),
                    spread(slow),
                    median(slow) / median(quick));
        });
    }

    private static String spread(List<Double> rounds) {
        List<Double> sorted = rounds.stream().sorted().toList();
        return String.format(Locale.ROOT, "%.1f (%.1f to %.1f)", median(rounds), sorted.getFirst(), sorted.getLast());
    }

    private static double median(List<Double> rounds) {
        return rounds.stream().sorted().toList().get(rounds.size() / 2);
    }
}
