package network.cocoon.workers.operator.gateway;

/**
 * When a transaction counts.
 *
 * @param blocks  masterchain blocks that must have come since it was first seen, 0 to 1000; 0 counts at once. It is counted
 *                anew after a restart
 * @param servers endpoints that must give the same history, 1 to 5
 */
public record ConfirmationPolicy(int blocks, int servers) {

    /** For a chain of one process, which never takes anything back. */
    public static final ConfirmationPolicy AT_ONCE = new ConfirmationPolicy(0, 1);

    public ConfirmationPolicy {
        if (blocks < 0 || blocks > 1000 || servers < 1 || servers > 5) {
            throw new IllegalArgumentException("a policy has 0 to 1000 blocks and 1 to 5 servers");
        }
    }
}
