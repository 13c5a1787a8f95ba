package network.cocoon.commands.dispatch;

import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.inference.InferenceState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.provider.ProviderState;
import network.cocoon.domain.registry.RegistryState;
import network.cocoon.domain.settlement.SettlementState;
import network.cocoon.domain.transparency.TransparencyState;
import network.cocoon.domain.worker.WorkerState;

/** The present state of a stream, folded from the log. A stream without events has its decider's initial state. */
public interface StateReader {

    AccountState account(AccountId account);

    WorkerState worker(WorkerId worker);

    ProviderState provider(ProviderId provider);

    InferenceState inference(RequestId request);

    RegistryState registry();

    /** The network's book of payouts. */
    SettlementState payouts();

    /** Where the log and the chain do not agree. */
    SettlementState differences();

    /** The log's checkpoints. */
    TransparencyState transparency();

    /**
     * The same, as it was at most a quarter of a second ago: for what is asked with every request, and asked again here
     * before anybody is refused for it. What this node itself has read since is never taken back.
     */
    StateReader recent();
}
