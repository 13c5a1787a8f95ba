package network.cocoon.wire.api;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import org.jspecify.annotations.Nullable;

/** The exit, out of which providers are paid should the operator stop: for its operator, and for each provider. */
public interface ExitApi {

    /**
     * All times are the chain's.
     *
     * @param address      raw; it follows from the next four
     * @param key          raw Ed25519 key that signs roots
     * @param owner        raw address of the wallet that may take what is left in the end
     * @param delaySeconds without a new root after which it is open, for ever
     * @param balance      in the newest block
     * @param deployLink   pays in, and deploys it: a transfer that any wallet opens
     * @param topUpLink    adds to its reserve
     * @param onChain      number of the root there, in the newest block; 0 before the first
     * @param stands       the root that counts and is in the log; null before the first
     * @param underWay     number of the root that was ordered and does not stand yet; 0 where none is
     * @param seenAt       time of the newest block that was looked at
     */
    record ExitStatus(
            String address,
            int networkId,
            Bytes key,
            String owner,
            long delaySeconds,
            ExitStanding standing,
            Nanoton balance,
            String deployLink,
            String topUpLink,
            long onChain,
            @Nullable StandingRoot stands,
            long underWay,
            Instant seenAt) {}

    /**
     * @param since     when it was set
     * @param opensAt   from when on it is claimed from, unless another follows
     * @param open      whether it is, by the log: then no batch pays what it lists
     * @param providers that it lists
     * @param owed      to them in all
     * @param unclaimed what of it was not claimed yet
     */
    record StandingRoot(
            long number,
            Digest root,
            Instant since,
            Instant opensAt,
            boolean open,
            int providers,
            Nanoton owed,
            Nanoton unclaimed) {}

    /** What stands at the address. */
    enum ExitStanding {
        /** Nothing, or coins that wait for the contract. */
        NOT_DEPLOYED,
        /** The exit. */
        DEPLOYED,
        /** Rent was not paid. */
        FROZEN
    }

    /**
     * What a provider needs to be paid without the operator. Worth keeping: it is good while the root stands.
     *
     * @param contract  raw address of the exit
     * @param networkId the chain's global id
     * @param number    of the root that stands
     * @param opensAt   from when the exit takes the claim, unless another root follows; on the chain's clock
     * @param open      whether it does, by the log
     * @param claim     null where the root lists nothing for this provider
     */
    record ProviderExit(
            ProviderId provider,
            String contract,
            int networkId,
            long number,
            Digest root,
            Instant opensAt,
            boolean open,
            @Nullable Claim claim) {}

    /**
     * @param index   of the leaf
     * @param address raw, where the exit pays to
     * @param body    of an internal message to the exit, a bag of cells: anybody may send it, for everybody it does the same
     * @param value   to send with it, for gas; what is not used goes to the address as well
     * @param link    the same as a transfer that any wallet opens
     * @param claimed whether it was paid
     */
    record Claim(int index, String address, Nanoton amount, Bytes body, Nanoton value, String link, boolean claimed) {}
}
