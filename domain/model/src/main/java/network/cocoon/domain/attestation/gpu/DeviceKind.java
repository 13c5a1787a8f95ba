package network.cocoon.domain.attestation.gpu;

import java.util.Arrays;
import java.util.Optional;

/** Which device a chain was issued to, by the common name of its own certificate. */
public enum DeviceKind {
    HOPPER("GH", true),
    BLACKWELL("GB", true),
    /** An NVSwitch of the third generation. It states no firmware id beside its measurements. */
    SWITCH("LS_", false);

    private final String prefix;
    private final boolean statesFirmware;

    DeviceKind(String prefix, boolean statesFirmware) {
        this.prefix = prefix;
        this.statesFirmware = statesFirmware;
    }

    boolean statesFirmware() {
        return statesFirmware;
    }

    static Optional<DeviceKind> of(String commonName) {
        return Arrays.stream(values())
                .filter(kind -> commonName.startsWith(kind.prefix))
                .findFirst();
    }
}
