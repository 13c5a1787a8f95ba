package network.cocoon.commands.statements;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.eventstore.PayloadCodec;
import network.cocoon.wire.api.StatementApi.UsageLine;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was billed to an app or earned by an owner: the accruals, and of each the model and the price that its request names. */
@Component
class Usage {

    /** Whose bills, and which part of a bill is theirs. */
    enum Side {
        APP("account", "cost"),
        OWNER("provider", "reward");

        private final String column;
        private final String amount;

        Side(String column, String amount) {
            this.column = column;
            this.amount = amount;
        }
    }

    private record Price(ModelId model, int version) {}

    private static final class Total {
        private long requests;
        private long amount;
        private long fee;
    }

    private final JdbcClient jdbc;
    private final PayloadCodec codec;

    Usage(JdbcClient jdbc, PayloadCodec codec) {
        this.jdbc = jdbc;
        this.codec = codec;
    }

    /** Everything before a time. */
    long before(Side side, String subject, Instant time) {
        return jdbc.sql("SELECT coalesce(sum(" + side.amount + "), 0)::bigint FROM accrual WHERE " + side.column
                        + " = :subject AND at < :time")
                .param("subject", subject)
                .param("time", utc(time))
                .query(Long.class)
                .single();
    }

    /** By model and price, in their order. */
    List<UsageLine> lines(Side side, String subject, Span span) {
        Map<Price, Total> totals = new HashMap<>();
        jdbc.sql("SELECT d.name, d.revision, d.payload, a." + side.amount + """
                         AS amount, a.fee FROM accrual a
                        JOIN domain_event d ON d.aggregate_id = a.request AND d.sequence = 0
                        WHERE a.""" + side.column
                        + " = :subject AND a.at >= :from AND a.at < :upTo")
                .param("subject", subject)
                .param("from", utc(span.from()))
                .param("upTo", utc(span.upTo()))
                .query(row -> {
                    Price price =
                            price(codec.decode(row.getString("name"), row.getInt("revision"), row.getBytes("payload")));
                    Total total = totals.computeIfAbsent(price, _ -> new Total());
                    total.requests++;
                    total.amount = Math.addExact(total.amount, row.getLong("amount"));
                    total.fee = Math.addExact(total.fee, row.getLong("fee"));
                });
        return totals.entrySet().stream()
                .map(entry -> new UsageLine(
                        entry.getKey().model(),
                        entry.getKey().version(),
                        entry.getValue().requests,
                        Nanoton.of(entry.getValue().amount),
                        Nanoton.of(entry.getValue().fee)))
                .sorted(Comparator.comparing((UsageLine line) -> line.model().value())
                        .thenComparingInt(UsageLine::priceVersion))
                .toList();
    }

    private static Price price(Object first) {
        return first instanceof InferenceEvent.Requested requested
                ? new Price(requested.model(), requested.prices().version())
                : failed(first);
    }

    private static Price failed(Object first) {
        throw new IllegalStateException("a billed request begins with " + first.getClass());
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
