package network.cocoon.commands.providers;

import jakarta.servlet.http.HttpServletRequest;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.http.HttpRefusal;
import network.cocoon.commands.http.RegistrationLimit;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.provider.ProofPurpose;
import network.cocoon.wire.api.ProviderApi.AskProof;
import network.cocoon.wire.api.ProviderApi.ProofQuestion;
import network.cocoon.wire.api.ProviderApi.TonConnectManifest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class WalletProofsController {

    private final WalletProofs proofs;
    private final RegistrationLimit limit;

    WalletProofsController(WalletProofs proofs, RegistrationLimit limit) {
        this.proofs = proofs;
        this.limit = limit;
    }

    @PostMapping("/v1/wallet-proofs")
    @ResponseStatus(HttpStatus.CREATED)
    ProofQuestion ask(@RequestBody AskProof order, Caller caller, HttpServletRequest request) {
        limit.count(request);
        ProviderId provider = order.provider();
        return proofs.ask(
                switch (order.purpose()) {
                    case REGISTER -> {
                        if (provider != null) {
                            throw HttpRefusal.MALFORMED.because("who registers is no provider yet");
                        }
                        yield new ProofPurpose.Registration();
                    }
                    case PAY -> {
                        caller.provider(named(provider));
                        yield new ProofPurpose.PayTo(named(provider));
                    }
                    // Without a key: the wallet that is paid is enough to stay so.
                    case KEEP -> new ProofPurpose.Keep(named(provider));
                });
    }

    private static ProviderId named(@Nullable ProviderId provider) {
        if (provider == null) {
            throw HttpRefusal.MALFORMED.because("say which provider");
        }
        return provider;
    }

    /** Wallets fetch it themselves, those in a browser from another origin. */
    @GetMapping("/v1/tonconnect-manifest.json")
    ResponseEntity<TonConnectManifest> manifest() {
        return ResponseEntity.ok().header("Access-Control-Allow-Origin", "*").body(proofs.manifest());
    }
}
