package network.cocoon.wire.api;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.worker.TrustClass;
import org.jspecify.annotations.Nullable;

/** What anyone may read. */
public interface NetworkApi {

    /**
     * @param networkId stands in every signed statement, for example {@code local-3f9a...}
     * @param logKey    raw Ed25519 key that signs assignments
     * @param time      the server's clock
     * @param nodes     base addresses of the nodes that answer now; any of them will do
     */
    record NetworkInfo(String networkId, Bytes logKey, Instant time, String version, List<String> nodes) {

        public NetworkInfo {
            nodes = List.copyOf(nodes);
        }
    }

    record ModelList(List<ModelEntry> models) {}

    /** @param prices null while no price is set; then nothing can be asked of it */
    record ModelEntry(
            ModelId model,
            String family,
            Digest modelDigest,
            int contextTokens,
            @Nullable PriceList prices,
            @Nullable Digest priceList,
            List<LiveWorker> workers) {}

    record LiveWorker(WorkerId worker, int coefficient, int running, int slots) {}

    record FindCandidates(ModelId model, int maxCoefficient) {}

    /** Best first. The client verifies each one's evidence itself and chooses. */
    record Candidates(List<CandidateEntry> candidates) {}

    record CandidateEntry(
            WorkerId worker,
            ProviderId provider,
            WorkerKeyId key,
            Bytes sealingKey,
            Bytes receiptKey,
            int coefficient,
            Digest modelDigest,
            Digest evidence,
            String platform,
            TrustClass trust,
            Instant validUntil,
            long expectedWaitMillis) {}
}
