package network.cocoon.domain.provider;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.Timed;
import network.cocoon.domain.kernel.WorkerId;

/** Orders to a provider. */
public sealed interface ProviderCommand extends Timed {

    ProviderId provider();

    record Register(
            ProviderId provider,
            String networkId,
            Digest profile,
            String payoutAddress,
            Bytes walletKey,
            Bytes proof,
            Digest apiKeyHash,
            Instant at)
            implements ProviderCommand {}

    record IssueEnrolmentToken(ProviderId provider, Digest tokenHash, Instant expires, Instant at)
            implements ProviderCommand {}

    /** Spends the token: it enrols exactly one worker. */
    record UseEnrolmentToken(ProviderId provider, Digest tokenHash, WorkerId worker, Instant at)
            implements ProviderCommand {}
}
