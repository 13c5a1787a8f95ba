package network.cocoon.commands.workers;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.TrustDomain;

/** What is known of Intel's evaluations: an older one, still signed and still current, would hide what was found since. */
@FunctionalInterface
public interface SeenCollateral {

    /**
     * In what this collateral's evaluation is behind what was fetched before; empty where it is not.
     *
     * @param collateral that was found good at this time
     */
    Optional<String> behind(TrustDomain domain, Collateral collateral, Instant now);
}
