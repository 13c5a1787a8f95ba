package network.cocoon.wire.api;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.transparency.ConsistencyProof;
import network.cocoon.domain.transparency.InclusionProof;
import org.jspecify.annotations.Nullable;

/** What the log comes to, and proofs of it. Nobody needs to believe a figure here: each is signed, proven or on a chain. */
public interface LogApi {

    /**
     * @param events   how many the tree has now
     * @param sealed   the newest checkpoint; null before the first
     * @param anchored the largest that a chain has; null before the first
     */
    record LogStatus(
            String networkId,
            long events,
            @Nullable SealedCheckpoint sealed,
            @Nullable AnchoredCheckpoint anchored) {}

    /**
     * @param signature by the log key, see {@code CheckpointSignature}
     */
    record SealedCheckpoint(long size, Digest root, Instant at, Bytes logKey, Bytes signature) {}

    /**
     * @param registry    raw address of the contract that took it
     * @param transaction its hash
     * @param lt          its logical time
     * @param when        the chain's time
     */
    record AnchoredCheckpoint(long size, Digest root, String registry, Digest transaction, long lt, Instant when) {}

    /**
     * That an event is under a checkpoint: {@link InclusionProof} with leaf {@code index - 1}.
     *
     * @param index of the event, from 1
     * @param size  events under the checkpoint
     * @param leaf  hash of the event's leaf
     */
    record Inclusion(long index, long size, Digest leaf, Digest root, List<Digest> path) {
        public Inclusion {
            path = List.copyOf(path);
        }
    }

    /** That the log of {@code to} events begins with the log of {@code from}: {@link ConsistencyProof}. */
    record Consistency(long from, long to, Digest fromRoot, Digest toRoot, List<Digest> path) {
        public Consistency {
            path = List.copyOf(path);
        }
    }
}
