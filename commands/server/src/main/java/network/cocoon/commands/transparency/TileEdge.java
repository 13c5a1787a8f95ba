package network.cocoon.commands.transparency;

import java.util.HashMap;
import java.util.Map;
import network.cocoon.commands.transparency.TileTable.Place;
import network.cocoon.domain.kernel.Digest;

/** The tiles at the tree's right edge while leaves are appended; each that is touched is written once at the end. */
final class TileEdge {

    private final TileTable table;
    private final Map<Place, Tile> touched = new HashMap<>();

    TileEdge(TileTable table) {
        this.table = table;
    }

    /** @param number of the leaf, from 0 */
    void add(long number, Digest leaf) {
        add(0, number, leaf);
    }

    private void add(int level, long number, Digest hash) {
        long at = number / Tile.WIDTH;
        int within = (int) (number % Tile.WIDTH);
        Tile tile = touched.computeIfAbsent(new Place(level, at), place -> begin(place, within));
        if (tile.count() != within) {
            throw new IllegalStateException("tile %d of level %d has %d hashes, and number %d comes"
                    .formatted(at, level, tile.count(), within));
        }
        tile.add(hash);
        if (tile.isWhole()) {
            add(level + 1, at, tile.root(0, Tile.WIDTH));
        }
    }

    private Tile begin(Place place, int within) {
        return within == 0 ? new Tile(new byte[0]) : table.find(place).orElseGet(() -> new Tile(new byte[0]));
    }

    void write() {
        table.store(touched);
    }
}
