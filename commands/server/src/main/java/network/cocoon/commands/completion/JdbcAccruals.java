package network.cocoon.commands.completion;

import java.time.Instant;
import network.cocoon.commands.inflight.Sql;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.registry.Charge;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link Accruals} in PostgreSQL. */
@Component
class JdbcAccruals implements Accruals {

    private final JdbcClient jdbc;

    JdbcAccruals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(InferenceEvent.Completed event) {
        add(event.request(), event.account(), event.provider(), event.charge(), event.at());
    }

    @Override
    public void add(RequestId request, AccountId account, PartialBill bill, Instant at) {
        add(request, account, bill.provider(), bill.charge(), at);
    }

    private void add(RequestId request, AccountId account, ProviderId provider, Charge charge, Instant at) {
        jdbc.sql("""
                INSERT INTO accrual (request, account, provider, reward, fee, cost, at)
                VALUES (:request, :account, :provider, :reward, :fee, :cost, :at)""")
                .param("request", request.value())
                .param("account", account.value())
                .param("provider", provider.value())
                .param("reward", charge.reward().value())
                .param("fee", charge.fee().value())
                .param("cost", charge.cost().value())
                .param("at", Sql.time(at))
                .update();
    }
}
