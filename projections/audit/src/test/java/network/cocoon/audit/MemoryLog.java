package network.cocoon.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.transparency.LeafRow;
import network.cocoon.wire.event.EventCodec;
import network.cocoon.wire.json.CocoonJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * A log in a list, which a test can tamper with like an operator who owns the database: whatever is changed, indexes
 * and sequences are numbered anew.
 */
final class MemoryLog implements RowSource {

    private record Row(String aggregate, String name, int revision, byte[] payload) {}

    private final EventCodec codec = new EventCodec();
    private final List<Row> rows = new ArrayList<>();

    void append(String aggregate, Object event) {
        EventCodec.Encoded encoded = codec.encode(event);
        rows.add(new Row(aggregate, encoded.name(), encoded.revision(), encoded.payload()));
    }

    /** Changes the JSON of the {@code nth} event of this name, from 0. */
    void tamper(String name, int nth, Consumer<ObjectNode> change) {
        int at = find(name, nth);
        Row row = rows.get(at);
        ObjectNode json = (ObjectNode) CocoonJson.mapper().readTree(row.payload());
        change.accept(json);
        rows.set(
                at,
                new Row(
                        row.aggregate(),
                        row.name(),
                        row.revision(),
                        CocoonJson.mapper().writeValueAsBytes(json)));
    }

    void remove(String name, int nth) {
        rows.remove(find(name, nth));
    }

    /** A copy of the event at the end of the log. */
    void repeat(String name, int nth) {
        rows.add(rows.get(find(name, nth)));
    }

    void moveToEnd(String name, int nth) {
        rows.add(rows.remove(find(name, nth)));
    }

    void moveBefore(String name, int nth, String target, int targetNth) {
        Row row = rows.remove(find(name, nth));
        rows.add(find(target, targetNth), row);
    }

    void rename(String name, int nth, String newName) {
        int at = find(name, nth);
        rows.set(
                at,
                new Row(
                        rows.get(at).aggregate(),
                        newName,
                        rows.get(at).revision(),
                        rows.get(at).payload()));
    }

    private int find(String name, int nth) {
        int seen = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).name().equals(name) && seen++ == nth) {
                return i;
            }
        }
        throw new IllegalArgumentException("no event " + nth + " named " + name);
    }

    int size() {
        return rows.size();
    }

    @Override
    public String networkId() {
        return Story.NETWORK;
    }

    @Override
    public Set<Bytes> logKeys() {
        return Set.of(Story.LOG.publicKey());
    }

    @Override
    public void read(Consumer<LeafRow> reader) {
        entries().forEach(entry -> reader.accept(Exports.row(entry)));
    }

    List<LogEntry> entries() {
        Map<String, Long> sequences = new HashMap<>();
        List<LogEntry> entries = new ArrayList<>();
        for (Row row : rows) {
            long sequence = sequences.merge(row.aggregate(), 1L, Long::sum) - 1;
            String stream = row.name().substring(0, row.name().indexOf('.'));
            entries.add(new LogEntry(
                    entries.size() + 1L, stream, row.aggregate(), sequence, row.name(), row.revision(), row.payload()));
        }
        return entries;
    }
}
