package network.cocoon.workers.gpu.tee;

import java.io.IOException;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.kernel.Bytes;

/** Who has this machine's current collateral: its own provisioning, or the operator's shelf. The verifier judges it. */
@FunctionalInterface
public interface CollateralFrom {

    /** @param quote of this machine: it names the kind of platform that the collateral must be of */
    Collateral forQuote(Bytes quote) throws IOException;
}
