package network.cocoon.commands.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import network.cocoon.commands.feed.LogEvents;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.RequestId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was broken off, in PostgreSQL; what was paid, as the log says it. Who broke off is read at most once a second, for no
 * assignment should wait for it.
 */
@Component
class JdbcWindowBook implements WindowBook {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final PaidAnswers paid = new PaidAnswers();
    private volatile Known known = new Known(Map.of(), Instant.MIN);

    JdbcWindowBook(JdbcClient jdbc, LogEvents log) {
        this.jdbc = jdbc;
        log.subscribe(entry -> {
            if (entry.event() instanceof InferenceEvent.Completed completed) {
                paid.add(completed);
            }
        });
    }

    /** @param left answers broken off, by account */
    private record Known(Map<AccountId, Long> left, Instant at) {
        private Known {
            left = Map.copyOf(left);
        }
    }

    @Override
    public int window(Asked asked, Instant at) {
        Known now = known;
        if (now.at().isBefore(at.minus(FRESH)) || now.at().isAfter(at)) {
            now = read(at);
        }
        long left = now.left().getOrDefault(asked.account(), 0L);
        return WindowBook.frames(left, paid.of(asked.account(), asked.provider()), asked.maxCost());
    }

    /** Whoever broke off, on whichever node, is as new to all providers as at first, and still is when the hour is over. */
    private Known read(Instant at) {
        Known read = new Known(
                jdbc
                        .sql("SELECT account, count(*) AS answers FROM window_left WHERE at > :since GROUP BY account")
                        .param("since", at.minus(REMEMBERED).atOffset(ZoneOffset.UTC))
                        .query((row, _) -> Map.entry(new AccountId(row.getString("account")), row.getLong("answers")))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                at);
        read.left().keySet().forEach(paid::forget);
        known = read;
        return read;
    }

    @Override
    public void left(AccountId account, RequestId request, Instant at) {
        // At once here; if the transaction fails, the app has lost no more than some trust.
        paid.forget(account);
        InTransaction.require();
        jdbc.sql("""
                INSERT INTO window_left (request, account, at) VALUES (:request, :account, :at)
                ON CONFLICT (request) DO NOTHING""")
                .param("request", request.value())
                .param("account", account.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public void sweep(Instant now) {
        read(now);
        paid.forget(now, REMEMBERED);
        jdbc.sql("DELETE FROM window_left WHERE at <= :since")
                .param("since", now.minus(REMEMBERED).atOffset(ZoneOffset.UTC))
                .update();
    }
}
