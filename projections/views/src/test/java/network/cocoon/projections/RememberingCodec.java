package network.cocoon.projections;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import network.cocoon.eventstore.PayloadCodec;

/** Stores where an event stands in its memory: the views are tested on events, not on their JSON. */
final class RememberingCodec implements PayloadCodec {

    private final List<Object> memory = new CopyOnWriteArrayList<>();

    @Override
    public synchronized Encoded encode(Object event) {
        memory.add(event);
        Class<?> type = event.getClass();
        String stream =
                type.getEnclosingClass().getSimpleName().replace("Event", "").toLowerCase(Locale.ROOT);
        byte[] payload = Integer.toString(memory.size() - 1).getBytes(StandardCharsets.UTF_8);
        return new Encoded(stream + "." + type.getSimpleName(), 1, payload);
    }

    @Override
    public Object decode(String name, int revision, byte[] payload) {
        return memory.get(Integer.parseInt(new String(payload, StandardCharsets.UTF_8)));
    }
}
