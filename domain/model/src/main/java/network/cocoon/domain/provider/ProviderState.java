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

    /**
     * @param payoutAddress in force: where whatever is scheduled now is paid
     * @param proposal      of another one that waits; null where none does
     * @param tokens        enrolment tokens by hash
     */
    record Registered(
            ProviderId provider,
            String payoutAddress,
            Bytes walletKey,
            Digest apiKeyHash,
            @Nullable PayoutProposal proposal,
            Map<Digest, EnrolmentToken> tokens)
            implements ProviderState {
        public Registered {
            tokens = Map.copyOf(tokens);
        }

        Registered paidAt(String address, Bytes key) {
            return new Registered(provider, address, key, apiKeyHash, null, tokens);
        }

        Registered proposing(@Nullable PayoutProposal next) {
            return new Registered(provider, payoutAddress, walletKey, apiKeyHash, next, tokens);
        }

        Registered with(Map<Digest, EnrolmentToken> next) {
            return new Registered(provider, payoutAddress, walletKey, apiKeyHash, proposal, next);
        }
    }

    /** @param usedBy the one worker it enrolled; null while unused */
    record EnrolmentToken(Instant expires, @Nullable WorkerId usedBy) {}
}
