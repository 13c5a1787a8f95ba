package network.cocoon.ui;

import network.cocoon.commands.chain.ChainBookmarks;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.Bookmarks;
import network.cocoon.workers.operator.port.Cursor;

/** The settlement workers' bookmarks, in the operator's database. */
final class ChainPlaces implements Bookmarks {

    private final ChainBookmarks table;

    ChainPlaces(ChainBookmarks table) {
        this.table = table;
    }

    @Override
    public Cursor of(TonAddress account) {
        return table.of(account.raw())
                .map(place -> new Cursor(place.lt(), place.hash()))
                .orElse(Cursor.START);
    }

    @Override
    public void move(TonAddress account, Cursor to) {
        table.move(account.raw(), new ChainBookmarks.Place(to.lt(), to.hash()));
    }
}
