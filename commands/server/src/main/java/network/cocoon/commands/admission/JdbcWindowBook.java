package network.cocoon.commands.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.RequestId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was broken off, in PostgreSQL; what ended whole, in memory. Who is meant is read at most once a second, for no
 * assignment should wait for it.
 */
@Component
class JdbcWindowBook implements WindowBook {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final WholeAnswers whole = new WholeAnswers();
    private volatile Known known = new Known(Map.of(), Instant.MIN);

    JdbcWindowBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param left answers broken off, by account */
    private record Known(Map<AccountId, Long> left, Instant at) {
        private Known {
            left = Map.copyOf(left);
        }
    }

    @Override
    public int window(AccountId account, Instant at) {
        Known now = known;
        if (now.at().isBefore(at.minus(FRESH)) || now.at().isAfter(at)) {
            now = read(at);
            known = now;
        }
        return WindowBook.frames(now.left().getOrDefault(account, 0L), whole.of(account));
    }

    private Known read(Instant at) {
        return new Known(
                jdbc
                        .sql("SELECT account, count(*) AS answers FROM window_left WHERE at > :since GROUP BY account")
                        .param("since", at.minus(REMEMBERED).atOffset(ZoneOffset.UTC))
                        .query((row, _) -> Map.entry(new AccountId(row.getString("account")), row.getLong("answers")))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                at);
    }

    @Override
    public void left(AccountId account, RequestId request, Instant at) {
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
    public void whole(AccountId account, Instant at) {
        whole.add(account, at);
    }

    @Override
    public void sweep(Instant now) {
        whole.forget(now, REMEMBERED);
        jdbc.sql("DELETE FROM window_left WHERE at <= :since")
                .param("since", now.minus(REMEMBERED).atOffset(ZoneOffset.UTC))
                .update();
    }
}
