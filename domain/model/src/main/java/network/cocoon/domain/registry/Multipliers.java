package network.cocoon.domain.registry;

/**
 * What a token of each kind costs against the price of one token, in 1/10,000: 10,000 is the full price. Cocoon's four.
 */
public record Multipliers(int prompt, int cached, int completion, int reasoning) {

    public static final Multipliers EVEN = new Multipliers(10_000, 10_000, 10_000, 10_000);

    public Multipliers {
        for (int m : new int[] {prompt, cached, completion, reasoning}) {
            if (m < 0 || m > 1_000_000) {
                throw new IllegalArgumentException("a multiplier is 0 to 1,000,000 ten-thousandths");
            }
        }
    }
}
