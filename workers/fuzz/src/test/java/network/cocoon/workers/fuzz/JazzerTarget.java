package network.cocoon.workers.fuzz;

import network.cocoon.domain.attestation.check.RefusedException;

/** What Jazzer calls: the parser that {@code cocoon.fuzz.parser} names. */
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
}
