package network.cocoon.workers.gpu.tee;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.eventlog.BootEvents;
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

    private final BootRegister register;
    private final Path file;

    public BootMeasurements(BootRegister register, Path file) {
        this.register = register;
        this.file = file;
    }

    /**
     * @param what names and what they stand for, in this order
     * @return the log, where it comes to the register; empty where somebody else extended that first, so that no verifier could
     *     follow it, or where it is too long to be shown
     */
    public Optional<Bytes> record(List<Map.Entry<String, Bytes>> what) throws IOException {
        List<LoggedEvent> log = new ArrayList<>(sameBoot());
        for (Map.Entry<String, Bytes> one : what) {
            log.add(register.extend(one.getKey(), one.getValue()));
            // After each: what was extended and is not in the log could never be told again.
            Files.write(file, DstackLog.write(log));
        }
        Bytes written = Bytes.of(DstackLog.write(log));
        return comesTo(log) && written.length() <= Evidence.MAX_BOOT_LOG ? Optional.of(written) : Optional.empty();
    }

    private boolean comesTo(List<LoggedEvent> log) throws IOException {
        return Registers.replay(log).values().get(BootEvents.REGISTER).equals(register.value());
    }

    private List<LoggedEvent> sameBoot() throws IOException {
        if (!Files.exists(file) || Files.size(file) > DstackLog.MAX_LENGTH) {
            return List.of();
        }
        try {
            List<LoggedEvent> log = DstackLog.read(Files.readAllBytes(file));
            return comesTo(log) ? log : List.of();
        } catch (EventLogException e) {
            return List.of();
        }
    }
}
