package network.cocoon.workers.gpu.tee;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.attestation.eventlog.DstackLog;
import network.cocoon.domain.attestation.eventlog.EventLogException;
import network.cocoon.domain.attestation.eventlog.LoggedEvent;
import network.cocoon.domain.attestation.eventlog.Registers;
import network.cocoon.domain.kernel.Bytes;

/**
 * Extends RTMR3 by what this process is, and keeps the log of it in the data folder: a process that starts again in the same boot
 * adds to both. A log that does not come to the register is another boot's, and begins anew.
 */
public final class BootMeasurements {

    private static final int RTMR3 = 3;

    private final BootRegister register;
    private final Path file;

    public BootMeasurements(BootRegister register, Path file) {
        this.register = register;
        this.file = file;
    }

    /** @param what names and what they stand for, in this order */
    public void record(List<Map.Entry<String, Bytes>> what) throws IOException {
        List<LoggedEvent> log = new ArrayList<>(sameBoot());
        for (Map.Entry<String, Bytes> one : what) {
            log.add(register.extend(one.getKey(), one.getValue()));
            // After each: what was extended and is not in the log could never be told again.
            Files.write(file, DstackLog.write(log));
        }
    }

    private List<LoggedEvent> sameBoot() throws IOException {
        if (!Files.exists(file) || Files.size(file) > DstackLog.MAX_LENGTH) {
            return List.of();
        }
        try {
            List<LoggedEvent> log = DstackLog.read(Files.readAllBytes(file));
            return Registers.replay(log).values().get(RTMR3).equals(register.value()) ? log : List.of();
        } catch (EventLogException e) {
            return List.of();
        }
    }
}
