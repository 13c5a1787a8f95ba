package network.cocoon.wire.escrow;

import java.time.Instant;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;

/**
 * So much in all, so long.
 *
 * @param cumulative since the escrow's opening, whatever was paid of it already
 * @param validUntil whole seconds, exclusive
 */
public record Promise(Nanoton cumulative, Instant validUntil) {

    public Promise {
        Seconds.require(validUntil);
    }

    /** 96 bits. */
    CellBuilder write(CellBuilder out) {
        return out.uint(cumulative.value(), 64).uint(validUntil.getEpochSecond(), 32);
    }

    static Promise read(CellReader in) {
        return new Promise(Nanoton.of(in.uint64()), Instant.ofEpochSecond(in.uint(32)));
    }
}
