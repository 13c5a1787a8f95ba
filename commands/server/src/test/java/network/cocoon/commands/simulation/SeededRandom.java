package network.cocoon.commands.simulation;

import java.security.SecureRandom;

/** Randomness that a seed decides, where the code under test asks for the other kind. */
final class SeededRandom extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final transient Chance chance;

    SeededRandom(Chance chance) {
        super(null, null);
        this.chance = chance;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        System.arraycopy(chance.bytes(bytes.length), 0, bytes, 0, bytes.length);
    }
}
