package network.cocoon.commands.completion;

import java.time.Instant;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.RequestId;

/** One row a request that was billed, in full or in part: what a payout period adds up. In the event's own transaction. */
interface Accruals {

    void add(InferenceEvent.Completed event);

    /** Of an answer that broke off. */
    void add(RequestId request, AccountId account, PartialBill bill, Instant at);
}
