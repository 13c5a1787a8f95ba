package network.cocoon.wire.api;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.settlement.TransferId;
import network.cocoon.domain.settlement.TransferPurpose;

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

    /**
     * Takes coins out of the network's wallet. The same order again is the same transfer.
     *
     * @param to   an address, raw or friendly
     * @param note for people, at most 200 characters; must say what it is for where the purpose is OTHER
     */
    record TransferOrder(TransferId id, String to, Nanoton amount, TransferPurpose purpose, String note) {}

    /**
     * @param to    raw
     * @param batch the number under which the log has what becomes of it
     */
    record TransferStatus(
            TransferId id,
            String to,
            Nanoton amount,
            TransferPurpose purpose,
            String note,
            Instant at,
            long batch,
            TransferState state) {}

    /** How far a transfer is. */
    enum TransferState {
        /** No message for it exists yet. */
        ORDERED,
        /** A message for it may have been sent. */
        SUBMITTED,
        /** The chain has it. */
        CONFIRMED,
        /** It did not leave the wallet and never will; ordered anew, it needs another id. */
        FAILED
    }

    /** @param transfers the newest first, at most 200 */
    record TransferList(List<TransferStatus> transfers) {
        public TransferList {
            transfers = List.copyOf(transfers);
        }
    }

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
