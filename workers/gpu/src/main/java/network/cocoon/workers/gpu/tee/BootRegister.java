package network.cocoon.workers.gpu.tee;

import java.io.IOException;
import java.nio.file.Path;
import network.cocoon.domain.attestation.eventlog.LoggedEvent;
import network.cocoon.domain.attestation.eventlog.Registers;
import network.cocoon.domain.kernel.Bytes;

/**
 * RTMR3 by the kernel's sysfs (Linux 6.16 and newer): 48 bytes read are the register, 48 bytes written extend it. That cannot be
 * taken back, so after a write that failed the register itself says whether it counts.
 *
 * <p>Not run on TDX hardware.
 */
public final class BootRegister {

    private static final Path DEVICE = Path.of("/sys/devices/virtual/misc/tdx_guest");
    private static final String MEASUREMENTS = "measurements";
    private static final String RTMR3 = "rtmr3:sha384";
    private static final int BYTES = 48;
    private static final int ATTEMPTS = 5;

    private final TsmFs kernel;

    BootRegister(TsmFs kernel) {
        this.kernel = kernel;
    }

    public static BootRegister ofThisMachine() {
        return new BootRegister(new KernelTsmFs(DEVICE));
    }

    public Bytes value() throws IOException {
        byte[] value = kernel.read(MEASUREMENTS, RTMR3);
        if (value.length != BYTES) {
            throw new IOException("RTMR3 has " + value.length + " bytes, not " + BYTES);
        }
        return Bytes.of(value);
    }

    /** Throws {@link IOException} where the register is not there, or somebody else extends it at the same time. */
    public LoggedEvent extend(String name, Bytes payload) throws IOException {
        LoggedEvent event = LoggedEvent.atRunTime(name, payload);
        Bytes before = value();
        Bytes after = Registers.extended(before, event.digest());
        IOException last = new IOException("the driver took it and the register is as before");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                kernel.write(MEASUREMENTS, RTMR3, event.digest().toArray());
            } catch (IOException e) {
                last = e;
            }
            Bytes now = value();
            if (now.equals(after)) {
                return event;
            }
            if (!now.equals(before)) {
                throw new IOException("somebody else extends RTMR3 at the same time");
            }
        }
        throw new IOException("the TDX guest driver did not extend RTMR3 in " + ATTEMPTS + " attempts", last);
    }
}
