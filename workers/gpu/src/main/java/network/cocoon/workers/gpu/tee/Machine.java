package network.cocoon.workers.gpu.tee;

import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;

/**
 * What the machine that a worker runs in says of itself.
 *
 * @param bootLog what was measured into RTMR3, where the log is known to come to it
 */
public record Machine(QuoteSource tee, GpuEvidenceSource gpus, Optional<Bytes> bootLog) {}
