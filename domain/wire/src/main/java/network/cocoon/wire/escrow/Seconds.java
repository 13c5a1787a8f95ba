package network.cocoon.wire.escrow;

import java.time.Instant;

/** Times as contracts have them: 32 bits of Unix seconds. */
final class Seconds {

    private Seconds() {}

    static void require(Instant time) {
        if (time.getNano() != 0 || time.getEpochSecond() < 0 || time.getEpochSecond() >> 32 != 0) {
            throw new IllegalArgumentException("a contract's time is whole Unix seconds of 32 bits");
        }
    }
}
