package network.cocoon.domain.kernel;

/**
 * One step of a reservation lane (protocol, "Lanes"): which lane, the lane's version after the step (contiguous from 1),
 * and by how much its free amount changed. Reserving is negative, releasing and crediting positive.
 *
 * @param lane    0-based lane number within the account
 * @param version the lane's version after this step
 * @param delta   nanoton, signed
 */
public record LaneMove(int lane, long version, long delta) {

    public LaneMove {
        if (lane < 0 || version < 1) {
            throw new IllegalArgumentException("a lane is at least 0 and a version at least 1");
        }
    }
}
