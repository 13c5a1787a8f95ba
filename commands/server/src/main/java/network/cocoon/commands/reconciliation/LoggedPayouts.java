package network.cocoon.commands.reconciliation;

import java.util.List;
import java.util.Optional;
import network.cocoon.domain.reconciliation.BatchFold;
import network.cocoon.domain.reconciliation.ExitLogFold;
import network.cocoon.domain.reconciliation.LoggedBatch;
import network.cocoon.domain.reconciliation.LoggedExit;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.eventstore.PayloadCodec;
import network.cocoon.wire.chain.PayoutOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All batches of payouts, and the exit, by the log. Keeps what it folded, so that a round reads only what is new. */
@Component
class LoggedPayouts {

    private final JdbcClient jdbc;
    private final PayloadCodec codec;
    private final BatchFold fold = new BatchFold(PayoutOrder::of);
    private final ExitLogFold exits = new ExitLogFold();
    private long next;

    LoggedPayouts(JdbcClient jdbc, PayloadCodec codec) {
        this.jdbc = jdbc;
        this.codec = codec;
    }

    private record Read(long sequence, Object event) {}

    synchronized List<LoggedBatch> batches() {
        readOn();
        return fold.batches();
    }

    synchronized Optional<LoggedExit> exit() {
        readOn();
        return exits.exit();
    }

    private void readOn() {
        List<Read> news = jdbc.sql("""
                        SELECT sequence, name, revision, payload FROM domain_event
                        WHERE aggregate_id = ? AND sequence >= ? ORDER BY sequence""")
                .param(SettlementDecider.PAYOUTS)
                .param(next)
                .query((row, _) -> new Read(
                        row.getLong("sequence"),
                        codec.decode(row.getString("name"), row.getInt("revision"), row.getBytes("payload"))))
                .list();
        for (Read read : news) {
            if (read.event() instanceof SettlementEvent event) {
                fold.on(event);
                exits.on(event);
            }
            next = read.sequence() + 1;
        }
    }
}
