package network.cocoon.commands.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.workers.WorkerParts;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountStatements;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.provider.ProviderCommand;
import network.cocoon.domain.provider.ProviderStatements;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.registry.PriceRule;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.domain.worker.WorkerCommand;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is there before anything happens: a model with a price, providers with their workers, apps with credit. */
final class Setting {

    static final String NETWORK = "local-simulation";
    static final ModelId MODEL = new ModelId("cocoon-tiny");
    static final Digest MODEL_DIGEST = Keys.digest("model");
    static final Digest IMAGE = Keys.digest("image");
    static final PriceList PRICES = new PriceList(MODEL, 1, Nanoton.of(20), Multipliers.EVEN, 5);
    static final int COEFFICIENT = 1000;
    static final int MAX_TOKENS = 100;
    static final long WORST_CASE =
            PriceRule.maxCost(PRICES, COEFFICIENT, MAX_TOKENS).value();

    private static final List<String> FAMILIES = List.of("Cocoon");
    private static final int REQUESTS_A_DAY = 100;
    private static final int MOST_TOKENS = 4096;

    private final Store store;
    private final Instant now;

    Setting(Store store, Instant now) {
        this.store = store;
        this.now = now;
    }

    /** Short patience, so that a run is short. */
    static CocoonSettings settings() {
        return new Binder(new MapConfigurationPropertySource(Map.of(
                        "cocoon.mode", "LOCAL",
                        "cocoon.workers.lost-after", "4s",
                        "cocoon.requests.claim-lease", "3s",
                        "cocoon.requests.between-frames", "3s",
                        "cocoon.requests.keep-ciphertext", "1m")))
                .bindOrCreate("cocoon", CocoonSettings.class);
    }

    void registry() {
        store.log().dispatch(new RegistryCommand.ListModel(MODEL, "Cocoon", MODEL_DIGEST, MOST_TOKENS, now));
        store.log().dispatch(new RegistryCommand.SetPrice(MODEL, Nanoton.of(20), Multipliers.EVEN, 5, now));
        store.log().dispatch(new RegistryCommand.AllowMeasurement(IMAGE, "simulated", now));
    }

    WorkerId worker(int n, WorkerParts parts) {
        var provider = new ProviderId(Keys.id("own_", "provider " + n));
        var worker = new WorkerId(Keys.id("gpu_", "worker " + n));
        SigningKey wallet = Keys.of("wallet " + n);
        String address = "0:" + Keys.digest("address " + n).hex();
        Digest token = Keys.digest("token " + n);
        store.log()
                .dispatch(new ProviderCommand.Register(
                        provider,
                        NETWORK,
                        Keys.digest("profile"),
                        address,
                        wallet.publicKey(),
                        wallet.sign(ProviderStatements.registration(NETWORK, address, wallet.publicKey())),
                        Keys.digest("api key"),
                        now));
        store.log()
                .dispatch(new ProviderCommand.IssueEnrolmentToken(provider, token, now.plus(Duration.ofDays(1)), now));
        store.log().dispatch(new ProviderCommand.UseEnrolmentToken(provider, token, worker, now));
        parts.register(
                new WorkerCommand.Register(
                        worker, provider, "H100", 81_920, 990, token, Keys.digest("worker api key " + n), now),
                provider);
        return worker;
    }

    /** An app whose requests may cost so much in all. */
    AccountId account(int n, int lanes, long credit) {
        var account = new AccountId(Keys.id("app_", "app " + n));
        SigningKey owner = Keys.of("owner " + n);
        Instant until = now.plus(Duration.ofDays(1));
        store.log()
                .dispatch(new AccountCommand.Register(
                        account,
                        Keys.digest("app profile"),
                        owner.publicKey(),
                        FAMILIES,
                        REQUESTS_A_DAY,
                        MOST_TOKENS,
                        lanes,
                        owner.sign(AccountStatements.registration(
                                NETWORK, owner.publicKey(), FAMILIES, REQUESTS_A_DAY, MOST_TOKENS)),
                        Keys.digest("app api key"),
                        now));
        Nanoton spend = Nanoton.of(1_000 * WORST_CASE);
        Bytes client = clientKey(n).publicKey();
        store.log()
                .dispatch(new AccountCommand.CertifyClientKey(
                        account,
                        client,
                        now,
                        until,
                        spend,
                        owner.sign(AccountStatements.clientKey(account, client, now, until, spend)),
                        now));
        store.transactions().run(() -> {
            store.lanes().create(account, lanes);
            var outcome = store.log()
                    .dispatch(new AccountCommand.AuthorizeCredit(
                            account,
                            NETWORK,
                            Nanoton.of(credit),
                            until,
                            owner.sign(AccountStatements.credit(NETWORK, account, Nanoton.of(credit), until)),
                            store.lanes().lock(account),
                            now));
            if (outcome instanceof network.cocoon.commands.dispatch.Outcome.Accepted accepted) {
                store.lanes()
                        .apply(
                                account,
                                accepted.only(AccountEvent.CreditAuthorized.class)
                                        .moves());
            }
        });
        return account;
    }

    static SigningKey clientKey(int n) {
        return Keys.of("client " + n);
    }

    static ClientKeyId clientKeyId(int n) {
        return new ClientKeyId(
                "key_" + Digest.sha256(clientKey(n).publicKey().toArray()).hex());
    }
}
