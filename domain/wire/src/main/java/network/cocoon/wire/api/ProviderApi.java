package network.cocoon.wire.api;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.wire.tonproof.WalletAnswer;
import org.jspecify.annotations.Nullable;

/** What a GPU owner sends and gets. */
public interface ProviderApi {

    /**
     * For local networks.
     *
     * @param proof wallet key's signature over {@code ProviderStatements.registration}
     */
    record RegisterProvider(String name, String payoutAddress, Bytes walletKey, Bytes proof) {}

    /** What a wallet is asked to agree to. */
    enum ProofPurpose {
        /** That a new provider is paid there. */
        REGISTER,
        /** That this provider is paid there from some time on. */
        PAY,
        /** That this provider, which is paid there, stays so: a change that waits is cancelled. */
        KEEP
    }

    /** @param provider absent for {@code REGISTER} */
    record AskProof(ProofPurpose purpose, @Nullable ProviderId provider) {}

    /**
     * @param payload  what the wallet is to sign, once, by TON Connect's ton_proof
     * @param chain    where the wallet must be: -239 is mainnet, -3 testnet
     * @param domain   host that the wallet will show
     * @param manifest address of this network's manifest for wallets
     */
    record ProofQuestion(
            String payload, Instant expires, int chain, String networkId, String domain, String manifest) {}

    /** @param wallet its answer to a {@code REGISTER} question */
    record RegisterWallet(String name, WalletAnswer wallet) {}

    record ProveWallet(WalletAnswer wallet) {}

    /**
     * Where a provider is paid.
     *
     * @param address raw TON address of what is paid now
     * @param display the same as wallets show it
     * @param next    a change that waits
     */
    record PayoutAddress(
            ProviderId provider,
            String address,
            String display,
            @Nullable NextAddress next) {}

    /** @param due from when it is paid instead */
    record NextAddress(String address, String display, Instant due) {}

    /** TON Connect's words for who asks. */
    record TonConnectManifest(String url, String name, String iconUrl) {}

    record ProviderRegistered(ProviderId provider, String apiKey) {}

    /** Shown once; enrols one worker. */
    record EnrolmentToken(String token, Instant expires) {}

    /**
     * What became of everything ever earned in closed periods: {@code accrued = paid + scheduled + carried}.
     *
     * @param paid      confirmed by the chain
     * @param scheduled in a batch that is under way
     * @param carried   waits for the next batch, for more if it is below the threshold
     */
    record ProviderBalance(Nanoton accrued, Nanoton paid, Nanoton scheduled, Nanoton carried) {}
}
