package network.cocoon.domain.attestation.eventlog;

import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;

/**
 * One measured event.
 *
 * @param register 0 to 3: the RTMR that was extended
 * @param type     as in the TCG PC Client Platform Firmware Profile, or dstack's own
 * @param digest   SHA-384, 48 bytes: what the register was extended by
 * @param name     of a run-time event; empty for the firmware's
 * @param payload  what the log says was measured; it means something only where {@link PayloadCheck#proves} holds
 */
public record LoggedEvent(int register, long type, Bytes digest, String name, Bytes payload) {

    static final int REGISTERS = 4;
    static final int DIGEST = 48;

    public LoggedEvent {
        if (register < 0 || register >= REGISTERS || digest.length() != DIGEST) {
            throw new IllegalArgumentException("an event extends one of 4 registers by 48 bytes");
        }
    }

    /** What software adds to RTMR3 while it runs, in dstack's form. */
    public static LoggedEvent atRunTime(String name, Bytes payload) {
        return new LoggedEvent(REGISTERS - 1, EventType.DSTACK, PayloadCheck.runTime(name, payload), name, payload);
    }

    /** The event's type in the specification's words; empty for one that is not listed here. */
    public Optional<String> typeName() {
        return EventType.name(type);
    }
}
