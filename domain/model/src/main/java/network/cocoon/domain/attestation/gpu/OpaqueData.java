package network.cocoon.domain.attestation.gpu;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_GPU_EVIDENCE;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.codec.ByteCursor;
import network.cocoon.domain.kernel.Bytes;

/**
 * What a device says of itself beside its measurements: fields by number, as NVIDIA's own verifier names them (nvtrust,
 * {@code OPAQUE_FIELD_ID}).
 */
public record OpaqueData(Map<Integer, Bytes> fields) {

    static final int DRIVER_VERSION = 3;
    static final int VBIOS_VERSION = 6;
    /** 0xaa on, 0x55 off ({@code NVDEC0_STATUS}). */
    static final int DECODER = 11;

    static final int FWID = 20;
    static final int PROTECTED_PCIE = 21;
    static final int FEATURE_FLAG = 36;
    private static final int VBIOS_BYTES = 8;
    private static final int MAX_TEXT = 64;

    public OpaqueData {
        fields = Map.copyOf(fields);
    }

    static OpaqueData read(ByteCursor in) throws RefusedException {
        Map<Integer, Bytes> fields = new TreeMap<>();
        while (in.remaining() > 0) {
            int id = in.u16("a field's number");
            if (fields.put(id, in.bytes(in.u16("a field's length"), "a field")) != null) {
                throw new RefusedException(MALFORMED_GPU_EVIDENCE, "opaque field " + id + " stands twice");
            }
        }
        return new OpaqueData(fields);
    }

    Optional<Bytes> field(int id) {
        return Optional.ofNullable(fields.get(id));
    }

    /** Empty where there is none, as of a switch, or where it is not plain text. */
    public String driverVersion() {
        return field(DRIVER_VERSION).map(OpaqueData::text).orElse("");
    }

    /** As NVIDIA prints it: a GPU gives 8 bytes, a switch the text itself. */
    public String vbiosVersion() {
        return field(VBIOS_VERSION)
                .map(raw -> raw.length() == VBIOS_BYTES ? packed(raw.toArray()) : text(raw))
                .orElse("");
    }

    /** The first word little-endian, then the low byte of the second: 96.00.9F.00.01 is stored as 00 9f 00 96 01. */
    private static String packed(byte[] raw) {
        StringBuilder text = new StringBuilder();
        for (int i : new int[] {3, 2, 1, 0}) {
            text.append(String.format(Locale.ROOT, "%02X.", raw[i]));
        }
        return text.append(String.format(Locale.ROOT, "%02X", raw[4])).toString();
    }

    private static String text(Bytes raw) {
        String text = new String(raw.toArray(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        String cut = end < 0 ? text : text.substring(0, end);
        boolean plain = cut.length() <= MAX_TEXT && cut.chars().allMatch(c -> c > ' ' && c <= '~');
        return plain ? cut : "";
    }
}
