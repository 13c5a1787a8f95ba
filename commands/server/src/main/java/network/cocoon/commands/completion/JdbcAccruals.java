package network.cocoon.commands.completion;

import java.time.Instant;
import network.cocoon.commands.inflight.Sql;
import network.cocoon.commands.inflight.WriteBehind;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.registry.Charge;
import org.springframework.stereotype.Component;

/** {@link Accruals} in PostgreSQL. */
@Component
class JdbcAccruals implements Accruals {

    private final WriteBehind writes;

    JdbcAccruals(WriteBehind writes) {
        this.writes = writes;
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
        writes.write(
                """
                INSERT INTO accrual (request, account, provider, reward, fee, cost, at) VALUES (?, ?, ?, ?, ?, ?, ?)""",
                request.value(),
                account.value(),
                provider.value(),
                charge.reward().value(),
                charge.fee().value(),
                charge.cost().value(),
                Sql.time(at));
    }
}
