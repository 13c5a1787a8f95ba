package network.cocoon.workers.gpu.doctor;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.attestation.gpu.GpuVerdict;
import network.cocoon.domain.attestation.gpu.GpuVerifier;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.workers.gpu.tee.GpuEvidenceSource;

/** Whether GPUs and switches vouch for a nonce as every verifier will ask it. */
public final class GpuLook {

    private static final int NONCE = 32;
    private static final String TO_DO =
            "Name with --gpu-evidence-command what prints the evidence of all GPUs and switches; they must be in "
                    + "confidential mode.";

    private GpuLook() {}

    /** How this machine's devices are asked; fails where nobody can. */
    @FunctionalInterface
    public interface Source {
        GpuEvidenceSource open() throws IOException;
    }

    /** @param real whether they are judged under NVIDIA's root; of simulated ones it is looked only whether they answer */
    public static Finding devices(Source source, boolean real, RandomGenerator random, Instant now) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            GpuDevices devices = source.open().of(Bytes.of(nonce));
            if (devices.none()) {
                return Finding.good("no GPU of NVIDIA is on the bus, and none is shown");
            }
            if (!real) {
                return Finding.good(
                        devices.evidence().size() + " simulated devices answer; no real verifier believes them");
            }
            Optional<GpuVerdict.Refused> refused =
                    GpuVerifier.nvidia().verify(devices.evidence(), Bytes.of(nonce), now, devices.gpus()).stream()
                            .filter(GpuVerdict.Refused.class::isInstance)
                            .map(GpuVerdict.Refused.class::cast)
                            .findFirst();
            return refused.map(r -> Finding.bad(r.code().name(), r.detail(), TO_DO))
                    .orElseGet(() -> Finding.good(devices.evidence().size() + " devices vouch for a nonce, "
                            + devices.gpus() + " GPUs are on the bus"));
        } catch (IOException e) {
            return Finding.bad("NO_GPU_EVIDENCE", String.valueOf(e.getMessage()), TO_DO);
        }
    }
}
