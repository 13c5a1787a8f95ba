package network.cocoon.commands.reconciliation;

import java.util.List;
import network.cocoon.domain.reconciliation.BatchFold;
import network.cocoon.domain.reconciliation.LoggedBatch;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.eventstore.PayloadCodec;
import network.cocoon.wire.chain.PayoutOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All batches of payouts by the log. Keeps what it folded, so that a round reads only what is new. */
@Component
class LoggedBatches {

    private final JdbcClient jdbc;
    private final PayloadCodec codec;
    private final BatchFold fold = new BatchFold(PayoutOrder::of);
    private long next;

    LoggedBatches(JdbcClient jdbc, PayloadCodec codec) {
        this.jdbc = jdbc;
        this.codec = codec;
    }

    private record Read(long sequence, Object event) {}

    synchronized List<LoggedBatch> all() {
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
            }
            next = read.sequence() + 1;
        }
        return fold.batches();
    }
}
