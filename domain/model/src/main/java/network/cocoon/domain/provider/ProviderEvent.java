package network.cocoon.domain.provider;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.Timed;
import network.cocoon.domain.kernel.WorkerId;
import org.jspecify.annotations.Nullable;

/** Named {@code provider.*} in the log; the stream's id is the provider's. */
public sealed interface ProviderEvent extends Timed {

    /**
     * A GPU owner registered with a proven payout wallet.
     *
     * @param profile       salted commitment to name and contact kept in an erasable side row
     * @param payoutAddress raw TON address, {@code workchain:hex}
     * @param walletKey     raw Ed25519 key (32 bytes) that the proof was made with
     * @param proof         the wallet key's signature over {@link ProviderStatements#registration}; local networks only
     * @param tonProof      what the wallet with this address answered; one of the two is there
     */
    record Registered(
            ProviderId provider,
            Digest profile,
            String payoutAddress,
            Bytes walletKey,
            @Nullable Bytes proof,
            @Nullable TonProof tonProof,
            Digest apiKeyHash,
            Instant at)
            implements ProviderEvent {}

    /**
     * The owner wants to be paid elsewhere, at a wallet that is proven to be its own. Until then the old address is paid.
     *
     * @param due when the address changes, unless the proposal is cancelled before
     */
    record PayoutAddressProposed(
            ProviderId provider, String payoutAddress, Bytes walletKey, TonProof tonProof, Instant due, Instant at)
            implements ProviderEvent {}

    /**
     * The address stays.
     *
     * @param payoutAddress the one that was proposed
     * @param tonProof      by the wallet that is paid now, where that cancelled; absent where the owner's key did
     */
    record PayoutAddressProposalCancelled(
            ProviderId provider,
            String payoutAddress,
            @Nullable TonProof tonProof,
            Instant at) implements ProviderEvent {}

    /** What was proposed is in force: whatever is scheduled from here on goes to this address. */
    record PayoutAddressChanged(ProviderId provider, String payoutAddress, Instant at) implements ProviderEvent {}

    /** One worker may be enrolled with the token behind this hash, until it expires. */
    record EnrolmentTokenIssued(ProviderId provider, Digest tokenHash, Instant expires, Instant at)
            implements ProviderEvent {}

    record EnrolmentTokenUsed(ProviderId provider, Digest tokenHash, WorkerId worker, Instant at)
            implements ProviderEvent {}
}
