package network.cocoon.commands.completion;

import network.cocoon.commands.inflight.Sql;
import network.cocoon.domain.inference.InferenceEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One row a completed request: what a payout period adds up. In the event's own transaction. */
@Component
class Accruals {

    private final JdbcClient jdbc;

    Accruals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(InferenceEvent.Completed event) {
        jdbc.sql("""
                INSERT INTO accrual (request, account, provider, reward, fee, cost, at)
                VALUES (:request, :account, :provider, :reward, :fee, :cost, :at)""")
                .param("request", event.request().value())
                .param("account", event.account().value())
                .param("provider", event.provider().value())
                .param("reward", event.charge().reward().value())
                .param("fee", event.charge().fee().value())
                .param("cost", event.charge().cost().value())
                .param("at", Sql.time(event.at()))
                .update();
    }
}
