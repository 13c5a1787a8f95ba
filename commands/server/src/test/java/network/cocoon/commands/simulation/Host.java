package network.cocoon.commands.simulation;

/** A process that can die and stand still. A process that starts again is another host. */
final class Host {

    private final String name;
    private long stillUntil;
    private boolean dead;

    Host(String name) {
        this.name = name;
    }

    boolean dead() {
        return dead;
    }

    void die() {
        dead = true;
    }

    /** Stands still until then, whatever it was doing. */
    void stopUntil(long micros) {
        stillUntil = Math.max(stillUntil, micros);
    }

    long stillUntil() {
        return stillUntil;
    }

    @Override
    public String toString() {
        return name;
    }
}
