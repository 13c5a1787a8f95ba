package network.cocoon.workers.operator.port;

import network.cocoon.wire.ton.TonAddress;

/**
 * How far each account's history was reported, durably. Moved only after the reports are stored: a bookmark that is
 * lost or behind repeats reports, one ahead would lose them.
 */
public interface Bookmarks {

    /** {@link Cursor#START} for an account that has none. */
    Cursor of(TonAddress account);

    /** Never backwards: a move to a lower logical time than what stands is ignored (two operators, one slower). */
    void move(TonAddress account, Cursor to);
}
