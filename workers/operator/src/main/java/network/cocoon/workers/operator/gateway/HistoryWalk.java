package network.cocoon.workers.operator.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.TonFailure;

/**
 * From an account's newest transaction back to a cursor, each checked to be the one that the later one names. Servers
 * only tell histories backwards, so what is wanted, the oldest, comes last: of the rest nothing is kept.
 */
final class HistoryWalk {

    /** A message with 255 transactions in it each time still fits an answer's bound. */
    private static final int STEP = 16;

    /** Beyond this an account is not followed any more: no account of ours has as many between two looks. */
    static final int MAX_TRANSACTIONS = 200_000;

    /** So far apart are anchors. */
    private static final int LEG = 100;

    private final TonServer server;
    private final TonAddress account;
    private final Anchors anchors;

    HistoryWalk(TonServer server, TonAddress account, Anchors anchors) {
        this.server = server;
        this.account = account;
        this.anchors = anchors;
    }

    /**
     * @param oldest    the oldest up to the tip, oldest first, at most as many as asked for
     * @param complete  whether the tip is the last of them, if there is any
     * @param afterTip  the first transaction after the tip, if any
     * @param tipPassed whether the tip is part of this history
     */
    record Walked(
            List<ChainTransaction> oldest, boolean complete, Optional<ChainTransaction> afterTip, boolean tipPassed) {}

    /** @param tip the last that counts, not before {@code after} */
    Walked walk(Cursor newest, Cursor tip, Cursor after, int limit) {
        Deque<ChainTransaction> oldest = new ArrayDeque<>();
        Optional<ChainTransaction> afterTip = Optional.empty();
        boolean tipPassed = newest.equals(tip);
        boolean dropped = false;
        Cursor wanted = newest;
        for (int count = 0; !wanted.equals(after); ) {
            if (wanted.lt() <= after.lt()) {
                throw new TonFailure(
                        TonFailure.Code.HISTORY_CHANGED, "a transaction that counted is no longer part of a history");
            }
            for (ChainTransaction next : page(wanted)) {
                if (next.id().lt() <= after.lt()) {
                    break;
                }
                if (++count > MAX_TRANSACTIONS) {
                    throw new TonFailure(TonFailure.Code.ANSWER_TOO_LARGE, "a history is longer than is read");
                }
                tipPassed |= next.id().equals(tip);
                if (tipPassed) {
                    oldest.addFirst(next);
                    if (oldest.size() > limit) {
                        oldest.removeLast();
                        dropped = true;
                        if (count % LEG == 0) {
                            anchors.add(next.id());
                        }
                    }
                } else {
                    afterTip = Optional.of(next);
                }
                wanted = next.previous();
            }
        }
        tipPassed |= tip.equals(after);
        return new Walked(List.copyOf(oldest), !dropped, afterTip, tipPassed);
    }

    /** At least one; the first is the one asked for, and each is the one that the one before it names. */
    private List<ChainTransaction> page(Cursor from) {
        List<ChainTransaction> page = server.transactions(account, from, STEP);
        if (page.isEmpty()) {
            throw new TonFailure(TonFailure.Code.NOT_AGREED_YET, "a server does not have a transaction that it names");
        }
        Cursor wanted = from;
        for (ChainTransaction each : page) {
            if (!each.id().equals(wanted)) {
                throw new TonFailure(TonFailure.Code.ANSWER_FALSE, "a history does not link");
            }
            if (each.previous().lt() >= each.id().lt()) {
                throw new TonFailure(TonFailure.Code.ANSWER_FALSE, "a history runs backwards");
            }
            wanted = each.previous();
        }
        return page;
    }
}
