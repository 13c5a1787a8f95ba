package network.cocoon.domain.provider;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.Timed;
import network.cocoon.domain.kernel.WorkerId;

/** Named {@code provider.*} in the log; the stream's id is the provider's. */
public sealed interface ProviderEvent extends Timed {

    /**
     * A GPU owner registered with a proven payout wallet.
     *
     * @param profile       salted commitment to name and contact kept in an erasable side row
     * @param payoutAddress raw TON address, {@code workchain:hex}
     * @param walletKey     raw Ed25519 key (32 bytes) that the proof was made with
     * @param proof         the wallet key's signature over {@link ProviderStatements#registration}
     */
    record Registered(
            ProviderId provider,
            Digest profile,
            String payoutAddress,
            Bytes walletKey,
            Bytes proof,
            Digest apiKeyHash,
            Instant at)
            implements ProviderEvent {}

    /** One worker may be enrolled with the token behind this hash, until it expires. */
    record EnrolmentTokenIssued(ProviderId provider, Digest tokenHash, Instant expires, Instant at)
            implements ProviderEvent {}

    record EnrolmentTokenUsed(ProviderId provider, Digest tokenHash, WorkerId worker, Instant at)
            implements ProviderEvent {}
}
