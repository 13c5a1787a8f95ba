package network.cocoon.audit.evidence;

import java.nio.file.Path;
import java.util.List;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.gpu.GpuJson;

/** Evidence of one machine's devices in a file, as NVIDIA's own tools write it. */
final class GpuFile {

    private GpuFile() {}

    static List<GpuEvidence> read(Path file) throws EvidenceException {
        byte[] bytes = BoundedFile.read(file, GpuJson.MAX_BYTES);
        try {
            return GpuJson.read(bytes);
        } catch (IllegalArgumentException e) {
            throw new EvidenceException(EvidenceFault.MALFORMED_EVIDENCE, file + ": " + e.getMessage());
        }
    }
}
