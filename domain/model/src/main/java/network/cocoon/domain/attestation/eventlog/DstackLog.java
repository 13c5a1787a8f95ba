package network.cocoon.domain.attestation.eventlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import network.cocoon.domain.attestation.json.Json;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.attestation.json.JsonReader;
import network.cocoon.domain.kernel.Bytes;

/** The log that dstack's guests give: a JSON list of events with register, type, digest, name and payload in hexadecimal. */
public final class DstackLog {

    /** In bytes. */
    public static final int MAX_LENGTH = 1024 * 1024;

    private static final int MAX_EVENTS = 4096;
    private static final int MAX_NAME = 256;
    private static final long MAX_TYPE = 0xFFFF_FFFFL;

    private DstackLog() {}

    public static List<LoggedEvent> read(byte[] json) throws EventLogException {
        if (json.length > MAX_LENGTH) {
            throw new EventLogException(EventLogRefusal.TOO_LARGE, "more than " + MAX_LENGTH + " bytes");
        }
        try {
            if (!(JsonReader.read(json, MAX_LENGTH) instanceof Json.Arr(List<Json> elements))) {
                throw malformed("it is not a list");
            }
            if (elements.size() > MAX_EVENTS) {
                throw new EventLogException(EventLogRefusal.TOO_LARGE, "more than " + MAX_EVENTS + " events");
            }
            List<LoggedEvent> events = new ArrayList<>();
            for (Json element : elements) {
                events.add(event(JsonObject.of(element, "an event")));
            }
            return List.copyOf(events);
        } catch (JsonException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    /** The same form. Throws {@link IllegalArgumentException} for a name with other than letters, digits and hyphens. */
    public static byte[] write(List<LoggedEvent> events) {
        StringJoiner list = new StringJoiner(",\n", "[", "]\n");
        for (LoggedEvent event : events) {
            if (!event.name().matches("[A-Za-z0-9-]*")) {
                throw new IllegalArgumentException("a name is letters, digits and hyphens");
            }
            list.add("{\"imr\":" + event.register() + ",\"event_type\":" + event.type() + ",\"digest\":\""
                    + event.digest().hex() + "\",\"event\":\"" + event.name() + "\",\"event_payload\":\""
                    + event.payload().hex() + "\"}");
        }
        return list.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static LoggedEvent event(JsonObject event) throws JsonException, EventLogException {
        long register = event.longNumber("imr");
        long type = event.longNumber("event_type");
        String name = event.text("event");
        if (register < 0 || register >= LoggedEvent.REGISTERS) {
            throw new EventLogException(EventLogRefusal.UNKNOWN_REGISTER, "register " + register);
        }
        if (type < 0 || type > MAX_TYPE || name.length() > MAX_NAME) {
            throw malformed("a type of more than 32 bits, or a name of more than " + MAX_NAME + " characters");
        }
        return new LoggedEvent(
                (int) register,
                type,
                event.hex("digest", LoggedEvent.DIGEST),
                name,
                payload(event.text("event_payload")));
    }

    private static Bytes payload(String hex) throws EventLogException {
        try {
            return Bytes.of(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw malformed("a payload is not hexadecimal");
        }
    }

    private static EventLogException malformed(String detail) {
        return new EventLogException(EventLogRefusal.MALFORMED_JSON, detail);
    }
}
