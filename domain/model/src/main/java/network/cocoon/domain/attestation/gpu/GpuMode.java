package network.cocoon.domain.attestation.gpu;

import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;

/** How a device takes part in confidential computing, by the report's own feature flag (nvtrust, {@code FEATURE_FLAG}). */
public enum GpuMode {
    /** One GPU passed through to one guest. */
    SINGLE,
    /** Several GPUs of one guest; what goes between them is encrypted. */
    MULTIPLE,
    /** Several GPUs behind switches that belong to what is trusted; NVLink is in the clear. */
    PROTECTED_PCIE,
    /** Firmware from before the flag. */
    NOT_STATED;

    private static final byte ON = (byte) 0xaa;

    /** Empty for a value that nobody has defined. */
    static Optional<GpuMode> of(OpaqueData opaque) {
        Optional<Bytes> flag = opaque.field(OpaqueData.FEATURE_FLAG);
        if (flag.isPresent()) {
            byte[] raw = flag.get().toArray();
            int value = raw.length == 2 && raw[1] == 0 ? raw[0] : -1;
            return switch (value) {
                case 0 -> Optional.of(SINGLE);
                case 1 -> Optional.of(MULTIPLE);
                case 2 -> Optional.of(PROTECTED_PCIE);
                default -> Optional.empty();
            };
        }
        boolean pcie = opaque.field(OpaqueData.PROTECTED_PCIE)
                .filter(f -> f.equals(Bytes.of(new byte[] {ON})))
                .isPresent();
        return Optional.of(pcie ? PROTECTED_PCIE : NOT_STATED);
    }
}
