package network.cocoon.workers.teesim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import network.cocoon.domain.attestation.check.RefusedException;

/** What Jazzer calls, see the profile {@code fuzz}: the parser that {@code cocoon.fuzz.parser} names. */
public final class JazzerTarget {

    private static final FuzzedParser PARSER =
            FuzzedParser.valueOf(System.getProperty("cocoon.fuzz.parser", FuzzedParser.QUOTE.name()));

    private JazzerTarget() {}

    /** Makes keys and signs examples before the clock of the first input runs. */
    public static void fuzzerInitialize() throws RefusedException {
        for (byte[] seed : PARSER.seeds()) {
            PARSER.read(seed);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            PARSER.read(input);
        } catch (RefusedException refused) {
            // A coded refusal is an answer; whatever else comes out, Jazzer reports.
            return;
        }
    }

    /** Writes good examples for each parser into a folder of its name: {@code target/fuzz} by default. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "target/fuzz");
        for (FuzzedParser parser : FuzzedParser.values()) {
            Path own = Files.createDirectories(folder.resolve(parser.name()));
            List<byte[]> seeds = parser.seeds();
            for (int i = 0; i < seeds.size(); i++) {
                Files.write(own.resolve("minted-" + i), seeds.get(i));
            }
        }
    }
}
