package network.cocoon.workers.gpu.run;

import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.WorkerId;

/**
 * What this worker sells, as it stands in every receipt.
 *
 * @param coefficient price factor, 1/1000
 */
public record Offer(WorkerId worker, ModelId model, Digest modelDigest, int coefficient) {}
