package network.cocoon.domain.attestation.gpu;

import java.util.List;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.Check;

/** What the rules say of one device's evidence. */
public sealed interface GpuVerdict {

    List<Check> checks();

    /** @param deviceId the serial number of the certificate that the factory burnt in, in hexadecimal */
    record Genuine(DeviceKind kind, String deviceId, GpuMode mode, SpdmReport report, List<Check> checks)
            implements GpuVerdict {

        public Genuine {
            checks = List.copyOf(checks);
        }
    }

    record Refused(AttestationRefusal code, String detail, List<Check> checks) implements GpuVerdict {

        public Refused {
            checks = List.copyOf(checks);
        }
    }
}
