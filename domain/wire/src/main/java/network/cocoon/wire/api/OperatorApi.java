package network.cocoon.wire.api;

import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.registry.Multipliers;

/** What the operator sets. */
public interface OperatorApi {

    record ListModel(ModelId model, String family, Digest modelDigest, int contextTokens) {}

    record SetPrice(ModelId model, Nanoton pricePerToken, Multipliers multipliers, int feePercent) {}

    record AllowMeasurement(Digest measurement, String note) {}

    /** Why an account or worker is suspended, or a measurement revoked. Everybody reads it: it stands in the log. */
    record Because(String reason) {}
}
