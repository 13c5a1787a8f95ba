package network.cocoon.commands.simulation;

/** When one node has last seen the others; the server's own rule, on virtual time. */
final class Heart {

    /** How long a heartbeat counts. */
    static final long COUNTS = 5_000_000;

    private static final long STEADY = 6_000_000;

    private final World world;
    private long steadySince;
    private long lastBeat;

    Heart(World world) {
        this.world = world;
        steadySince = world.schedule().now();
        lastBeat = steadySince;
    }

    void beats() {
        long now = world.schedule().now();
        if (now - lastBeat > STEADY / 2) {
            steadySince = now;
        }
        lastBeat = now;
    }

    /** Whether it may say of another that it is gone. */
    boolean steady() {
        long now = world.schedule().now();
        return now - lastBeat < STEADY && now - steadySince > STEADY;
    }
}
