package network.cocoon.audit.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.json.Json;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.attestation.json.JsonReader;
import network.cocoon.domain.kernel.Bytes;

/**
 * Evidence of one machine's devices as NVIDIA's own tools write it: a JSON list of objects with {@code evidence} and
 * {@code certificate} in base64. The nonce that stands beside them is not read: it is the sender's word.
 */
final class GpuFile {

    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int MAX_DEVICES = 64;

    private GpuFile() {}

    static List<GpuEvidence> read(Path file) throws EvidenceException {
        byte[] bytes = BoundedFile.read(file, MAX_BYTES);
        try {
            List<GpuEvidence> all = new ArrayList<>();
            if (!(JsonReader.read(bytes, MAX_BYTES) instanceof Json.Arr(List<Json> elements))
                    || elements.isEmpty()
                    || elements.size() > MAX_DEVICES) {
                throw new IllegalArgumentException("no list of 1 to " + MAX_DEVICES + " devices");
            }
            for (Json element : elements) {
                JsonObject device = JsonObject.of(element, "a device");
                all.add(new GpuEvidence(base64(device, "evidence"), base64(device, "certificate")));
            }
            return all;
        } catch (JsonException | IllegalArgumentException e) {
            throw new EvidenceException(EvidenceFault.MALFORMED_EVIDENCE, file + ": " + e.getMessage());
        }
    }

    private static Bytes base64(JsonObject device, String name) throws JsonException {
        return Bytes.of(Base64.getDecoder().decode(device.text(name)));
    }
}
