package network.cocoon.workers.operator.collateral;

import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.tdx.PlatformKind;

/** Who has collateral. */
public interface CollateralSource {

    /** Today's, unverified. */
    Collateral fetch(PlatformKind kind) throws CollateralFailure;
}
