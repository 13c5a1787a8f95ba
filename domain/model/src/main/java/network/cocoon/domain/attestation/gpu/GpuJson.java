package network.cocoon.domain.attestation.gpu;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import network.cocoon.domain.attestation.json.Json;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.attestation.json.JsonReader;
import network.cocoon.domain.kernel.Bytes;

/**
 * Evidence of one machine's devices as NVIDIA's own tools write it: a JSON list of objects with {@code evidence} and
 * {@code certificate} in base64. What else stands beside them, a nonce for example, is not read: it is the sender's word.
 */
public final class GpuJson {

    /** In bytes. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    private GpuJson() {}

    /** Throws {@link IllegalArgumentException} for anything but a list of 1 to 32 devices. */
    public static List<GpuEvidence> read(byte[] json) {
        try {
            if (!(JsonReader.read(json, MAX_BYTES) instanceof Json.Arr(List<Json> elements))
                    || elements.isEmpty()
                    || elements.size() > GpuDevices.MAX_DEVICES) {
                throw new IllegalArgumentException("no list of 1 to " + GpuDevices.MAX_DEVICES + " devices");
            }
            List<GpuEvidence> all = new ArrayList<>();
            for (Json element : elements) {
                JsonObject device = JsonObject.of(element, "a device");
                all.add(new GpuEvidence(base64(device, "evidence"), base64(device, "certificate")));
            }
            return List.copyOf(all);
        } catch (JsonException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The same form. */
    public static byte[] write(List<GpuEvidence> all) {
        Base64.Encoder base64 = Base64.getEncoder();
        StringJoiner list = new StringJoiner(",\n", "[", "]\n");
        for (GpuEvidence one : all) {
            list.add("{\"evidence\":\"" + base64.encodeToString(one.report().toArray()) + "\",\"certificate\":\""
                    + base64.encodeToString(one.chain().toArray()) + "\"}");
        }
        return list.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static Bytes base64(JsonObject device, String name) throws JsonException {
        return Bytes.of(Base64.getDecoder().decode(device.text(name)));
    }
}
