package network.cocoon.domain.provider;

import java.time.Instant;
import java.util.Map;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import org.jspecify.annotations.Nullable;

/** A provider's state. */
public sealed interface ProviderState {

    record Absent() implements ProviderState {}

    /** @param tokens enrolment tokens by hash */
    record Registered(
            ProviderId provider,
            String payoutAddress,
            Bytes walletKey,
            Digest apiKeyHash,
            Map<Digest, EnrolmentToken> tokens)
            implements ProviderState {
        public Registered {
            tokens = Map.copyOf(tokens);
        }
    }

    /** @param usedBy the one worker it enrolled; null while unused */
    record EnrolmentToken(Instant expires, @Nullable WorkerId usedBy) {}
}
