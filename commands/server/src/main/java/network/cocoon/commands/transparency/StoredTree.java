package network.cocoon.commands.transparency;

import java.util.HashMap;
import java.util.Map;
import network.cocoon.commands.transparency.TileTable.Place;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.transparency.Subtrees;

/** The tree by its tiles; each that a proof needs is read once. */
final class StoredTree implements Subtrees {

    private final TileTable table;
    private final Map<Place, Tile> read = new HashMap<>();

    StoredTree(TileTable table) {
        this.table = table;
    }

    @Override
    public Digest root(int level, long number) {
        int height = level % Tile.HEIGHT;
        long first = number << height;
        Place place = new Place(level / Tile.HEIGHT, first / Tile.WIDTH);
        int from = (int) (first % Tile.WIDTH);
        return read.computeIfAbsent(place, this::find).root(from, from + (1 << height));
    }

    private Tile find(Place place) {
        return table.find(place).orElseThrow(() -> new IllegalStateException("there is no " + place));
    }
}
