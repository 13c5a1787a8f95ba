package network.cocoon.commands.providers;

import java.time.Instant;
import java.time.InstantSource;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.http.ApiKeys;
import network.cocoon.commands.http.Role;
import network.cocoon.commands.network.NetworkIdentity;
import network.cocoon.commands.registration.FreshIds;
import network.cocoon.commands.registration.Profiles;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.provider.ProviderCommand;
import network.cocoon.domain.provider.ProviderRefusal;
import network.cocoon.wire.api.ProviderApi.EnrolmentToken;
import network.cocoon.wire.api.ProviderApi.ProviderRegistered;
import network.cocoon.wire.api.ProviderApi.RegisterProvider;
import network.cocoon.wire.api.ProviderApi.RegisterWallet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Carries a GPU owner's orders to its stream. */
@Service
class Providers {

    private static final String TOKEN_PREFIX = "cke_";

    private final Dispatcher dispatcher;
    private final Transactions transactions;
    private final ApiKeys keys;
    private final Profiles profiles;
    private final FreshIds ids;
    private final WalletProofs proofs;
    private final NetworkIdentity identity;
    private final CocoonSettings settings;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    Providers(
            Dispatcher dispatcher,
            Transactions transactions,
            ApiKeys keys,
            Profiles profiles,
            FreshIds ids,
            WalletProofs proofs,
            NetworkIdentity identity,
            CocoonSettings settings,
            JdbcClient jdbc,
            InstantSource clock) {
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.keys = keys;
        this.profiles = profiles;
        this.ids = ids;
        this.proofs = proofs;
        this.identity = identity;
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    ProviderRegistered register(RegisterProvider order) {
        if (settings.mode() == CocoonSettings.Mode.PRODUCTION) {
            throw new RefusedException(ProviderRefusal.TON_PROOF_REQUIRED, "prove the wallet by ton_proof");
        }
        return register(
                order.name(),
                (provider, profile, key) -> new ProviderCommand.Register(
                        provider,
                        identity.networkId(),
                        profile,
                        order.payoutAddress(),
                        order.walletKey(),
                        order.proof(),
                        key,
                        clock.instant()));
    }

    ProviderRegistered register(RegisterWallet order) {
        return register(
                order.name(),
                (provider, profile, key) -> new ProviderCommand.RegisterWallet(
                        provider, identity.networkId(), profile, proofs.judge(order.wallet()), key, clock.instant()));
    }

    private ProviderRegistered register(String name, Registration registration) {
        ProviderId provider = ids.provider();
        ApiKeys.Minted key = keys.mint(Role.PROVIDER);
        transactions.run(() -> {
            Digest profile = profiles.store(provider.value(), name);
            keys.register(Role.PROVIDER, provider.value(), key.hash());
            dispatcher.dispatch(registration.order(provider, profile, key.hash()));
        });
        return new ProviderRegistered(provider, key.text());
    }

    /** How a wallet is proven. */
    @FunctionalInterface
    private interface Registration {
        ProviderCommand order(ProviderId provider, Digest profile, Digest apiKeyHash);
    }

    EnrolmentToken issueToken(ProviderId provider) {
        ApiKeys.Minted token = keys.mint(TOKEN_PREFIX);
        Instant now = clock.instant();
        Instant expires = now.plus(settings.workers().enrolment());
        transactions.run(() -> {
            jdbc.sql("INSERT INTO enrolment_token (hash, provider) VALUES (:hash, :provider)")
                    .param("hash", token.hash().hex())
                    .param("provider", provider.value())
                    .update();
            dispatcher.dispatch(new ProviderCommand.IssueEnrolmentToken(provider, token.hash(), expires, now));
        });
        return new EnrolmentToken(token.text(), expires);
    }
}
