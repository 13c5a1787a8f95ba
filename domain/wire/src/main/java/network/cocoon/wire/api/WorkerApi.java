package network.cocoon.wire.api;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import org.jspecify.annotations.Nullable;

/** What a GPU worker sends and gets. */
public interface WorkerApi {

    record RegisterWorker(String enrolmentToken, String gpuType, int gpuMemoryMib, int expectedUptimePermille) {}

    record WorkerRegistered(WorkerId worker, ProviderId provider, String apiKey) {}

    /** @param nonce 32 bytes that the key statement must carry as its beacon, or under it beside a masterchain block */
    record Challenge(Bytes nonce, Instant expires) {}

    record AttestationAccepted(WorkerKeyId key, Instant validUntil) {}

    /**
     * Where a worker's owner is paid.
     *
     * @param chain -239 is mainnet, -3 testnet; null where the network has no chain, and nothing is paid
     */
    record WorkerPayout(@Nullable Integer chain, ProviderApi.PayoutAddress paid) {}

    record OfferModel(ModelId model, Digest modelDigest, int coefficient, int slots) {}

    /**
     * One server-sent event; its id is the dense index of the log.
     *
     * @param signature the log key's over request id, key id and attempt
     * @param relay     base address of the node to which the frames go; null means the node that said so
     * @param window    a head is due at least every so many frames; 0 where nothing is to be sent
     * @param envelope  the sealed request where the server had it at hand; null: to be fetched
     */
    record AssignmentNotice(
            Kind kind,
            RequestId request,
            WorkerKeyId key,
            int attempt,
            @Nullable Bytes signature,
            Instant claimBy,
            @Nullable String relay,
            int window,
            @Nullable SealedEnvelope envelope) {

        public AssignmentNotice with(SealedEnvelope sealed) {
            return new AssignmentNotice(kind, request, key, attempt, signature, claimBy, relay, window, sealed);
        }
    }

    enum Kind {
        ASSIGNED,
        /** Stop working on it: cancelled, expired or failed by the server. */
        REVOKED
    }

    /** @param wraps one for each recipient named in the header, in its order */
    record SealedEnvelope(Bytes header, List<RequestApi.WrappedKey> wraps, Bytes ciphertext, Instant deadline) {}

    record ReportCompletion(int attempt, Bytes receipt, Bytes signature) {}

    record ReportFailure(int attempt, FailureCode code) {}
}
