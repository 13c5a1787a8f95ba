package network.cocoon.wire.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.wire.event.EventCodecException.Fault;
import network.cocoon.wire.json.CanonicalJson;
import network.cocoon.wire.json.CocoonJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events to stored bytes and back. What was written at any revision is read as today's record. Thread-safe. */
public final class EventCodec {

    private final JsonMapper json = CocoonJson.mapper();
    private final EventCatalogue catalogue;
    private final Map<Step, Upcaster> upcasters = new HashMap<>();

    public EventCodec() {
        this(EventCatalogue.current(), Upcasters.ALL);
    }

    EventCodec(EventCatalogue catalogue, List<Upcaster> upcasters) {
        this.catalogue = catalogue;
        for (Upcaster upcaster : upcasters) {
            if (this.upcasters.put(new Step(upcaster.name(), upcaster.from()), upcaster) != null) {
                throw new IllegalArgumentException(
                        upcaster.name() + " has two ways up from revision " + upcaster.from());
            }
        }
    }

    /** Throws {@link EventCodecException} for an object that is not in the catalogue. */
    public Encoded encode(Object event) {
        EventType type = catalogue.find(event.getClass());
        if (type == null) {
            throw new EventCodecException(Fault.NOT_AN_EVENT, event.getClass().getName() + " is not in the catalogue");
        }
        return new Encoded(type.name(), type.revision(), json.writeValueAsBytes(event));
    }

    /**
     * @param revision the payload was written at
     * @throws EventCodecException where name, revision or payload is not known
     */
    public Object decode(String name, int revision, byte[] payload) {
        EventType type = catalogue.find(name);
        if (type == null) {
            throw new EventCodecException(Fault.UNKNOWN_EVENT, name);
        }
        Object canonical = revision == type.revision() ? CanonicalJson.read(payload, type.type()) : null;
        if (canonical != null) {
            return canonical;
        }
        try {
            JsonNode stored = revision == type.revision() ? null : upcast(type, revision, json.readTree(payload));
            Object event =
                    stored == null ? json.readValue(payload, type.type()) : json.treeToValue(stored, type.type());
            if (event == null) { // the JSON word null
                throw new EventCodecException(Fault.MALFORMED_EVENT, name + " is not a JSON object");
            }
            return event;
        } catch (JacksonException e) {
            throw new EventCodecException(Fault.MALFORMED_EVENT, name + " revision " + revision, e);
        }
    }

    private ObjectNode upcast(EventType type, int revision, JsonNode payload) {
        if (!(payload instanceof ObjectNode node)) {
            throw new EventCodecException(Fault.MALFORMED_EVENT, type.name() + " is not a JSON object");
        }
        for (int at = revision; at != type.revision(); at++) {
            Upcaster upcaster = upcasters.get(new Step(type.name(), at));
            if (upcaster == null) {
                throw new EventCodecException(Fault.UNKNOWN_REVISION, type.name() + " revision " + at);
            }
            node = upcaster.step().apply(node);
        }
        return node;
    }

    private record Step(String name, int from) {}

    /** An event as it is stored: its stable name, the revision of the bytes, and the bytes. */
    @SuppressWarnings("ArrayRecordComponent") // made once, handed to the store, never compared
    public record Encoded(String name, int revision, byte[] payload) {}
}
