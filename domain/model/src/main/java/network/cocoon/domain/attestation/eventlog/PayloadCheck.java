package network.cocoon.domain.attestation.eventlog;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import network.cocoon.domain.kernel.Bytes;

/**
 * Whether an event's digest is that of what the log says. Where the format hashes something that is not in the log (an
 * application, a table), nothing can be said, and what stands beside the digest is a hint.
 */
public final class PayloadCheck {

    private PayloadCheck() {}

    /** Whether the payload is bound by the digest; refused where it should be and is not. */
    public static boolean proves(LoggedEvent event) throws EventLogException {
        long type = event.type();
        if (type == EventType.DSTACK) {
            require(event, runTime(event.name(), event.payload()));
            return true;
        }
        if (!EventType.MEASURED_WHOLE.contains(type) || event.payload().length() == 0) {
            // Something else was hashed, or the log leaves the payload out: then it proves none.
            return false;
        }
        require(event, Bytes.of(Registers.sha384(event.payload().toArray())));
        return true;
    }

    /** SHA-384(type, 32 bits little-endian || ":" || name || ":" || payload) (dstack, cc-eventlog). */
    static Bytes runTime(String name, Bytes payload) {
        byte[] type = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) EventType.DSTACK)
                .array();
        byte[] colon = {':'};
        return Bytes.of(Registers.sha384(type, colon, name.getBytes(StandardCharsets.UTF_8), colon, payload.toArray()));
    }

    private static void require(LoggedEvent event, Bytes digest) throws EventLogException {
        if (!event.digest().equals(digest)) {
            throw new EventLogException(
                    EventLogRefusal.PAYLOAD_DIFFERS,
                    "what the event in RTMR" + event.register() + " says has another digest");
        }
    }
}
