package network.cocoon.commands.workers;

import java.time.Instant;
import java.time.InstantSource;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.http.ApiKeys;
import network.cocoon.commands.http.Role;
import network.cocoon.commands.registration.FreshIds;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.provider.ProviderCommand;
import network.cocoon.domain.provider.ProviderRefusal;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.wire.api.WorkerApi.RegisterWorker;
import network.cocoon.wire.api.WorkerApi.WorkerRegistered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Turns an enrolment token into a worker: the token is spent and the worker registered in one commit. */
@Service
class Enrolment {

    private static final int MOST_TOKEN_CHARACTERS = 64;

    private final Dispatcher dispatcher;
    private final Transactions transactions;
    private final ApiKeys keys;
    private final FreshIds ids;
    private final WorkerTable table;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    Enrolment(
            Dispatcher dispatcher,
            Transactions transactions,
            ApiKeys keys,
            FreshIds ids,
            WorkerTable table,
            JdbcClient jdbc,
            InstantSource clock) {
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.keys = keys;
        this.ids = ids;
        this.table = table;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    WorkerRegistered enrol(RegisterWorker order) {
        if (order.enrolmentToken().length() > MOST_TOKEN_CHARACTERS) {
            throw unknown();
        }
        Digest token = ApiKeys.hash(order.enrolmentToken());
        WorkerId worker = ids.worker();
        ApiKeys.Minted key = keys.mint(Role.WORKER);
        return transactions.run(() -> {
            ProviderId provider = jdbc.sql("SELECT provider FROM enrolment_token WHERE hash = :hash")
                    .param("hash", token.hex())
                    .query(String.class)
                    .optional()
                    .map(ProviderId::new)
                    .orElseThrow(Enrolment::unknown);
            Instant now = clock.instant();
            dispatcher.dispatch(new ProviderCommand.UseEnrolmentToken(provider, token, worker, now));
            keys.register(Role.WORKER, worker.value(), key.hash());
            table.register(worker, provider);
            dispatcher.dispatch(new WorkerCommand.Register(
                    worker,
                    provider,
                    order.gpuType(),
                    order.gpuMemoryMib(),
                    order.expectedUptimePermille(),
                    token,
                    key.hash(),
                    now));
            return new WorkerRegistered(worker, provider, key.text());
        });
    }

    private static RefusedException unknown() {
        return new RefusedException(ProviderRefusal.TOKEN_UNKNOWN, "no such enrolment token");
    }
}
