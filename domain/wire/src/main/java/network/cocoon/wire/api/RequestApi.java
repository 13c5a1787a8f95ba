package network.cocoon.wire.api;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.inference.AssignmentReason;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import org.jspecify.annotations.Nullable;

/** One sealed request, as the app's client sees it. */
public interface RequestApi {

    /**
     * @param header    exact canonical bytes
     * @param wraps     one for each recipient named in the header, in its order
     * @param signature by the client key over header hash and ciphertext digest
     */
    record SubmitRequest(Bytes header, List<WrappedKey> wraps, Bytes ciphertext, Bytes signature) {}

    /** The content key sealed to one worker: HPKE encapsulation and ciphertext. */
    record WrappedKey(Bytes encapsulation, Bytes ciphertext) {}

    /**
     * Where a request stands; money is final once the state is.
     *
     * @param usage what is billed: the whole answer, or what was acknowledged of one that broke off
     * @param relay base address of the node that has the answer; null means the node that said so
     */
    record RequestStatus(
            RequestId request,
            State state,
            @Nullable WorkerId worker,
            int attempt,
            @Nullable TokenUsage usage,
            @Nullable Nanoton cost,
            Nanoton reserved,
            @Nullable FailureCode failure,
            @Nullable AssignmentReason reason,
            Instant deadline,
            @Nullable String relay) {}

    enum State {
        QUEUED,
        ASSIGNED,
        /** No candidate is left: seal to others, on the same terms. */
        RESEAL_REQUIRED,
        COMPLETED,
        FAILED,
        CANCELLED,
        EXPIRED
    }
}
