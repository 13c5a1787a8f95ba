package network.cocoon.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.transparency.LeafRow;

/** A log whose rows a test can change in every field, like an operator who owns the database. */
final class StoredRows implements RowSource {

    private final List<LeafRow> rows = new ArrayList<>();

    StoredRows(RowSource log) {
        log.read(rows::add);
    }

    /** @param index of the event, from 1 */
    StoredRows change(int index, UnaryOperator<LeafRow> change) {
        rows.set(index - 1, change.apply(rows.get(index - 1)));
        return this;
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
        rows.forEach(reader);
    }
}
