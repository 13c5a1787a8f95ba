package network.cocoon.workers.gpu.tee;

import java.io.IOException;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.kernel.Bytes;

/** Has the machine's GPUs and switches vouch for a nonce. */
@FunctionalInterface
public interface GpuEvidenceSource {

    /** A machine without a GPU. */
    GpuEvidenceSource NONE = _ -> GpuDevices.NONE;

    /** @param nonce 32 bytes: the digest of the keys that the devices shall vouch for */
    GpuDevices of(Bytes nonce) throws IOException;
}
