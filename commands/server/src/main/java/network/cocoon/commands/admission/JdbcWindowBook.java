package network.cocoon.commands.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.RequestId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** In PostgreSQL. Who is meant is read at most once a second, for no assignment should wait for it. */
@Component
class JdbcWindowBook implements WindowBook {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private volatile Known known = new Known(Set.of(), Instant.MIN);

    JdbcWindowBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Known(Set<AccountId> accounts, Instant at) {
        private Known {
            accounts = Set.copyOf(accounts);
        }
    }

    @Override
    public int window(AccountId account, Instant at) {
        Known now = known;
        if (now.at().isBefore(at.minus(FRESH)) || now.at().isAfter(at)) {
            now = read(at);
            known = now;
        }
        return now.accounts().contains(account) ? 1 : Head.DEFAULT_WINDOW;
    }

    private Known read(Instant at) {
        return new Known(
                Set.copyOf(jdbc.sql("""
                        SELECT account FROM window_left WHERE at > :since GROUP BY account HAVING count(*) >= :often""")
                        .param("since", at.minus(REMEMBERED).atOffset(ZoneOffset.UTC))
                        .param("often", OFTEN)
                        .query((row, _) -> new AccountId(row.getString("account")))
                        .list()),
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
    public void sweep(Instant now) {
        jdbc.sql("DELETE FROM window_left WHERE at <= :since")
                .param("since", now.minus(REMEMBERED).atOffset(ZoneOffset.UTC))
                .update();
    }
}
