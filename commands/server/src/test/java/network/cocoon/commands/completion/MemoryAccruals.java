package network.cocoon.commands.completion;

import java.time.Instant;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.RequestId;

/** {@link Accruals} in memory. */
final class MemoryAccruals implements Accruals {

    private final Database database;
    private final Tables tables;

    MemoryAccruals(Database database, Tables tables) {
        this.database = database;
        this.tables = tables;
    }

    @Override
    public void add(InferenceEvent.Completed event) {
        add(event.request(), event.charge().cost().value());
    }

    @Override
    public void add(RequestId request, AccountId account, PartialBill bill, Instant at) {
        add(request, bill.charge().cost().value());
    }

    private void add(RequestId request, long cost) {
        database.statement("accrual", () -> {
            if (!tables.accruals.insert(request, cost)) {
                throw new IllegalStateException("a request is accrued twice");
            }
            return true;
        });
    }
}
