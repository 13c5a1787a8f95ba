package network.cocoon.workers.gpu.tee;

import java.io.IOException;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.kernel.Bytes;

/** Asks the operator, who has it from Intel. What Intel signed the operator cannot change, only hold back. */
public final class OperatorCollateral implements CollateralFrom {

    /** Gives encoded collateral of a kind of platform. */
    @FunctionalInterface
    public interface Shelf {
        byte[] of(PlatformKind kind) throws IOException;
    }

    private final Shelf shelf;

    public OperatorCollateral(Shelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public Collateral forQuote(Bytes quote) throws IOException {
        PlatformKind kind = PlatformKind.of(quote)
                .orElseThrow(() -> new IOException("this machine's quote names no kind of platform"));
        try {
            return Collateral.decode(shelf.of(kind));
        } catch (IllegalArgumentException e) {
            throw new IOException("the operator's collateral of " + kind + " is none: " + e.getMessage(), e);
        }
    }
}
