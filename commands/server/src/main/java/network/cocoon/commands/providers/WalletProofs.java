package network.cocoon.commands.providers;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.network.NetworkIdentity;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.provider.ProofPurpose;
import network.cocoon.domain.provider.TonProof;
import network.cocoon.wire.api.ProviderApi.ProofQuestion;
import network.cocoon.wire.api.ProviderApi.TonConnectManifest;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.tonproof.ProofTerms;
import network.cocoon.wire.tonproof.TonProofVerdict;
import network.cocoon.wire.tonproof.TonProofs;
import network.cocoon.wire.tonproof.WalletAnswer;
import org.springframework.stereotype.Service;

/** Asks wallets for proofs, and judges what they answer. */
@Service
class WalletProofs {

    /** From the question to the signature: time enough to find the phone. */
    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(15);

    private static final int NONCE_BYTES = 16;

    private final PayloadTable payloads;
    private final OwnersSite site;
    private final Transactions transactions;
    private final NetworkIdentity identity;
    private final CocoonSettings.Ton chain;
    private final SecureRandom random;
    private final InstantSource clock;

    WalletProofs(
            PayloadTable payloads,
            OwnersSite site,
            Transactions transactions,
            NetworkIdentity identity,
            CocoonSettings settings,
            SecureRandom random,
            InstantSource clock) {
        this.payloads = payloads;
        this.site = site;
        this.transactions = transactions;
        this.identity = identity;
        this.chain = settings.ton();
        this.random = random;
        this.clock = clock;
    }

    ProofQuestion ask(ProofPurpose purpose) {
        ProofTerms terms = terms();
        byte[] fresh = new byte[NONCE_BYTES];
        random.nextBytes(fresh);
        String nonce = purpose.text() + HexFormat.of().formatHex(fresh);
        Instant expires = clock.instant().plus(ANSWERED_WITHIN);
        transactions.run(() -> payloads.give(nonce, expires));
        return new ProofQuestion(
                terms.payload(nonce),
                expires,
                terms.chain(),
                identity.networkId(),
                site.base().getHost(),
                site.base() + "/v1/tonconnect-manifest.json");
    }

    /**
     * Uses the answer's payload up, in the caller's transaction. What it was asked for is the decider's to judge.
     *
     * @throws RefusedException where it proves nothing
     */
    TonProof judge(WalletAnswer answer) {
        return switch (new TonProofs(terms(), payloads, clock).judge(answer)) {
            case TonProofVerdict.Proven proven -> proven.proof();
            case TonProofVerdict.Refused(var code, var detail) -> throw new RefusedException(code, detail);
        };
    }

    TonConnectManifest manifest() {
        String base = site.base().toString();
        return new TonConnectManifest(base, "Cocoon", base + "/owners/icon.png");
    }

    /** As wallets on this network's chain show it. */
    String display(String address) {
        boolean test = chain.networkId() != null && chain.networkId() != ProofTerms.MAINNET;
        return TonAddress.parse(address).friendly(false, test);
    }

    private ProofTerms terms() {
        Integer id = chain.networkId();
        if (id == null) {
            throw new RefusedException(OwnerRefusal.NO_CHAIN, "this network has no chain to be paid on");
        }
        return new ProofTerms(identity.networkId(), id, site.domains());
    }
}
