package network.cocoon.projections;

import network.cocoon.eventstore.PayloadCodec;
import network.cocoon.wire.event.EventCodec;

/** Events as the log really holds them. */
final class WireCodec implements PayloadCodec {

    private final EventCodec events = new EventCodec();

    @Override
    public Encoded encode(Object event) {
        EventCodec.Encoded encoded = events.encode(event);
        return new Encoded(encoded.name(), encoded.revision(), encoded.payload());
    }

    @Override
    public Object decode(String name, int revision, byte[] payload) {
        return events.decode(name, revision, payload);
    }
}
