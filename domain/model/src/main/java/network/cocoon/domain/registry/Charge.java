package network.cocoon.domain.registry;

import network.cocoon.domain.kernel.Nanoton;

/**
 * What one request cost: {@code cost = reward + fee}, exactly.
 *
 * @param cost   what the app pays
 * @param reward what the GPU owner earns
 * @param fee    what the network keeps
 */
public record Charge(Nanoton cost, Nanoton reward, Nanoton fee) {

    public static final Charge NOTHING = new Charge(Nanoton.ZERO, Nanoton.ZERO, Nanoton.ZERO);

    public Charge {
        if (!reward.plus(fee).equals(cost)) {
            throw new IllegalArgumentException("reward and fee must add up to the cost");
        }
    }
}
