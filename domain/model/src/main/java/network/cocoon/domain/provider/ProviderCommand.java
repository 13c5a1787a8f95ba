package network.cocoon.domain.provider;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.Timed;
import network.cocoon.domain.kernel.WorkerId;
import org.jspecify.annotations.Nullable;

/** Orders to a provider. */
public sealed interface ProviderCommand extends Timed {

    ProviderId provider();

    /** Registers with an address and a key's word for it: nothing ties the two, so this is for local networks. */
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

    /** Registers with the wallet that the proof is of. */
    record RegisterWallet(
            ProviderId provider, String networkId, Digest profile, TonProof proof, Digest apiKeyHash, Instant at)
            implements ProviderCommand {}

    /**
     * Asks to be paid at the wallet that the proof is of.
     *
     * @param due when it takes the present one's place
     */
    record ProposePayoutAddress(ProviderId provider, TonProof proof, Instant due, Instant at)
            implements ProviderCommand {}

    /** @param proof by the wallet that is paid now; null where the owner's key ordered it */
    record CancelPayoutAddress(
            ProviderId provider, @Nullable TonProof proof, Instant at) implements ProviderCommand {}

    /** Has a proposal that is due take effect. */
    record ChangePayoutAddress(ProviderId provider, Instant at) implements ProviderCommand {}

    record IssueEnrolmentToken(ProviderId provider, Digest tokenHash, Instant expires, Instant at)
            implements ProviderCommand {}

    /** Spends the token: it enrols exactly one worker. */
    record UseEnrolmentToken(ProviderId provider, Digest tokenHash, WorkerId worker, Instant at)
            implements ProviderCommand {}
}
