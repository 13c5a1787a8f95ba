package network.cocoon.wire.api;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.registry.Multipliers;

/** What the operator sets. */
public interface OperatorApi {

    record ListModel(ModelId model, String family, Digest modelDigest, int contextTokens) {}

    record SetPrice(ModelId model, Nanoton pricePerToken, Multipliers multipliers, int feePercent) {}

    record AllowMeasurement(Digest measurement, String note) {}

    /**
     * The book of payouts: {@code accrued = paid + scheduled + carried}.
     *
     * @param scheduled in the open batches
     * @param carried   waits for the next batch
     */
    record PayoutStatus(Nanoton accrued, Nanoton paid, Nanoton scheduled, Nanoton carried, List<OpenBatch> open) {
        public PayoutStatus {
            open = List.copyOf(open);
        }
    }

    /** @param submitted whether a message for it may have been sent */
    record OpenBatch(long batch, int payments, Nanoton amount, boolean submitted) {}

    /** @param alarms the oldest first, at most 200 */
    record OpenAlarms(List<ChainAlarm> alarms) {
        public OpenAlarms {
            alarms = List.copyOf(alarms);
        }
    }

    /**
     * Something about settlement that a person should know, and that lasts.
     *
     * @param subject an address or a batch
     */
    record ChainAlarm(String code, String subject, Instant since, Instant last) {}

    /** Why an account or worker is suspended, or a measurement revoked. Everybody reads it: it stands in the log. */
    record Because(String reason) {}
}
