package network.cocoon.workers.devchain.chain;

/**
 * @param seed        of the contracts' random numbers and of the shuffle
 * @param shuffle     whether messages that wait at the same time are delivered in an order drawn from the seed; between
 *                    one sender and one receiver the order always stays, as on the network
 * @param blockMillis pace of the blocks; 0 is a block for each message at once, and none besides
 */
public record ChainSettings(long seed, boolean shuffle, long blockMillis) {

    public static final ChainSettings INSTANT = new ChainSettings(0, false, 0);

    public ChainSettings {
        if (blockMillis < 0 || blockMillis > 3_600_000) {
            throw new IllegalArgumentException("a block takes from 0 to 3,600,000 ms");
        }
    }

    boolean instant() {
        return blockMillis == 0;
    }
}
