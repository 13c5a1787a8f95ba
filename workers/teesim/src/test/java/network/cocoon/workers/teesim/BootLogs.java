package network.cocoon.workers.teesim;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.eventlog.BootEvents;
import network.cocoon.domain.attestation.eventlog.DstackLog;
import network.cocoon.domain.attestation.eventlog.LoggedEvent;
import network.cocoon.domain.attestation.eventlog.Registers;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/** A worker's boot log, and the register that it comes to. */
final class BootLogs {

    private final List<LoggedEvent> events = new ArrayList<>();

    BootLogs() {}

    /** One start of the worker that states this. */
    BootLogs(KeyStatement statement) {
        started(statement.imageDigest(), statement.modelDigest());
    }

    BootLogs started(Digest image, Digest model) {
        return also(BootEvents.IMAGE, image).also(BootEvents.MODEL, model);
    }

    BootLogs also(String name, Digest payload) {
        events.add(LoggedEvent.atRunTime(name, Bytes.of(payload.raw())));
        return this;
    }

    Bytes bytes() {
        return Bytes.of(DstackLog.write(events));
    }

    /** A machine that measured it. */
    Deviations measured() {
        return Deviations.NONE
                .but()
                .rtmr3(Registers.replay(events).values().get(BootEvents.REGISTER))
                .build();
    }
}
