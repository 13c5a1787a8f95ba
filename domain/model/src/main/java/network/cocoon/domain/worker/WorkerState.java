package network.cocoon.domain.worker;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;

/** A worker's state. */
public sealed interface WorkerState {

    record Absent() implements WorkerState {}

    /**
     * @param keys   attested keys, oldest first; those whose receipts cannot count any more are forgotten
     * @param offers the latest offer of each model
     */
    record Enrolled(
            WorkerId worker,
            ProviderId provider,
            String gpuType,
            int gpuMemoryMib,
            int expectedUptimePermille,
            Digest enrolmentTokenHash,
            Digest apiKeyHash,
            WorkerStatus status,
            List<AttestedKey> keys,
            Map<ModelId, Offer> offers)
            implements WorkerState {
        public Enrolled {
            keys = List.copyOf(keys);
            offers = Map.copyOf(offers);
        }

        /** Keys that a client may seal to at this time, newest last. */
        public List<AttestedKey> keysValidAt(Instant at) {
            return keys.stream().filter(key -> key.isValidAt(at)).toList();
        }

        public Optional<AttestedKey> key(WorkerKeyId id) {
            return keys.stream().filter(key -> key.key().equals(id)).findFirst();
        }

        /** Whether its owner said that answers come from a GPU, whose evidence then has to be shown. */
        public boolean declaresGpu() {
            return gpuMemoryMib > 0 || !gpuType.equals(WorkerCommand.Register.CPU_ONLY);
        }

        Enrolled with(WorkerStatus newStatus, List<AttestedKey> newKeys, Map<ModelId, Offer> newOffers) {
            return new Enrolled(
                    worker,
                    provider,
                    gpuType,
                    gpuMemoryMib,
                    expectedUptimePermille,
                    enrolmentTokenHash,
                    apiKeyHash,
                    newStatus,
                    newKeys,
                    newOffers);
        }
    }

    /**
     * @param coefficient price factor in 1/1000
     * @param slots       how many requests it runs at once
     */
    record Offer(ModelId model, Digest modelDigest, int coefficient, int slots) {}
}
