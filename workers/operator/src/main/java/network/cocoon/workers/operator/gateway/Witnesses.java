package network.cocoon.workers.operator.gateway;

import java.time.Instant;
import java.util.List;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.TonFailure;

/**
 * Other servers, asked whether they have the same history. Its last transaction is enough: its hash covers all before it.
 */
final class Witnesses {

    private final List<Endpoint> others;
    private final TonAddress account;

    Witnesses(List<Endpoint> others, TonAddress account) {
        this.others = others;
        this.account = account;
    }

    /**
     * Until when the account has no transaction after the tip, as far as so many servers say so. Throws {@link
     * TonFailure}: fewer than that have the tip, or one has another in its place.
     */
    Instant confirm(Cursor tip, Instant through, int needed) {
        Instant least = through;
        int agreeing = 0;
        for (Endpoint other : others) {
            if (agreeing == needed) {
                break;
            }
            try {
                least = earlier(least, other.ask(server -> through(server, tip)));
                agreeing++;
            } catch (TonFailure e) {
                if (e.code() == TonFailure.Code.SERVERS_DISAGREE) {
                    throw e;
                }
            }
        }
        if (agreeing < needed) {
            throw new TonFailure(TonFailure.Code.NOT_AGREED_YET, "too few servers have the same history yet");
        }
        return least;
    }

    private Instant through(TonServer server, Cursor tip) {
        AccountSnapshot now = server.account(account);
        if (now.last().equals(tip)) {
            return now.seen().time();
        }
        if (now.last().lt() <= tip.lt()) {
            throw behindOrElse(now.last().lt() == tip.lt());
        }
        if (tip.equals(Cursor.START)) {
            return Instant.EPOCH;
        }
        List<ChainTransaction> there = server.transactions(account, tip, 1);
        if (there.isEmpty() || !there.getFirst().id().equals(tip)) {
            // It has later ones, so it has something in this place.
            throw behindOrElse(true);
        }
        return there.getFirst().at();
    }

    private static TonFailure behindOrElse(boolean other) {
        return other
                ? new TonFailure(TonFailure.Code.SERVERS_DISAGREE, "two servers have different histories")
                : new TonFailure(TonFailure.Code.NOT_AGREED_YET, "a server does not have the transaction yet");
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
