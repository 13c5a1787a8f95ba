package network.cocoon.commands.completion;

import java.time.InstantSource;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps in the log what was refused of a worker: a receipt, a head. */
@Component
class Evidence {

    private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);

    private final Transactions transactions;
    private final RequestTable requests;
    private final Dispatcher dispatcher;
    private final InstantSource clock;

    Evidence(Transactions transactions, RequestTable requests, Dispatcher dispatcher, InstantSource clock) {
        this.transactions = transactions;
        this.requests = requests;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /** In a transaction of its own: the one that was refused is gone. Failing to keep evidence changes no answer. */
    void keep(WorkerId worker, RequestId request, Digest report, RefusedException refused) {
        String code = refused.rejection().code().name();
        try {
            transactions.run(() -> {
                requests.lock(request);
                dispatcher.dispatch(
                        new InferenceCommand.RecordRefusedReport(request, worker, code, report, clock.instant()));
            });
        } catch (RefusedException notKept) {
            LOG.info(
                    "report refused with {} and not kept: {}",
                    code,
                    notKept.rejection().code().name());
        }
    }
}
