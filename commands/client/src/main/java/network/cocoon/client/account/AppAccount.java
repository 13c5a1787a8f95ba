package network.cocoon.client.account;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.domain.account.AccountStatements;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.AppApi;

/**
 * A registered app: its calls, its certified client key, its credit. Registers and certifies at first use; what was done
 * is in the data folder, so every step is done once.
 */
public final class AppAccount {

    private static final Duration KEY_LIFE = Duration.ofDays(30);
    private static final Duration CREDIT_LIFE = Duration.ofDays(365);

    private final AccountId account;
    private final AppCalls calls;
    private final SigningKey owner;
    private final SigningKey client;
    private final String network;
    private final AccountOptions options;
    private final InstantSource clock;

    private AppAccount(
            AccountId account,
            AppCalls calls,
            SigningKey owner,
            SigningKey client,
            String network,
            AccountOptions options,
            InstantSource clock) {
        this.account = account;
        this.calls = calls;
        this.owner = owner;
        this.client = client;
        this.network = network;
        this.options = options;
        this.clock = clock;
    }

    /** Opens the account in the folder, or makes one, telling {@code progress} in whole sentences what it does. */
    public static AppAccount open(
            OperatorApi operator,
            DataFolder folder,
            AccountOptions options,
            InstantSource clock,
            Consumer<String> progress)
            throws IOException {
        String network = operator.network().networkId();
        Optional<String> known = folder.read("network");
        if (known.isPresent() && !known.get().equals(network)) {
            throw new IOException("this folder belongs to the network " + known.get() + ", but the operator runs "
                    + network + ": use another --data folder");
        }
        SigningKey owner = folder.signingKey("owner.key");
        SigningKey client = folder.signingKey("client.key");
        Optional<String> account = folder.read("account");
        Optional<String> apiKey = folder.read("api.key");
        if (account.isEmpty() || apiKey.isEmpty()) {
            AppApi.AppRegistered registered = operator.register(registration(network, owner, options));
            folder.write("network", network);
            folder.write("api.key", registered.apiKey());
            folder.write("account", registered.account().value());
            account = Optional.of(registered.account().value());
            apiKey = Optional.of(registered.apiKey());
            progress.accept("Registered the app as " + registered.account() + ".");
        }
        AccountId id = new AccountId(account.get());
        AppAccount opened = new AppAccount(id, operator.app(id, apiKey.get()), owner, client, network, options, clock);
        opened.certify(folder, progress);
        opened.topUp(Nanoton.ZERO, progress);
        return opened;
    }

    private static AppApi.RegisterApp registration(String network, SigningKey owner, AccountOptions options) {
        Bytes proof = owner.sign(AccountStatements.registration(
                network,
                owner.publicKey(),
                options.modelFamilies(),
                options.requestsPerDay(),
                options.tokensPerRequest()));
        return new AppApi.RegisterApp(
                options.name(),
                owner.publicKey(),
                options.modelFamilies(),
                options.requestsPerDay(),
                options.tokensPerRequest(),
                proof);
    }

    /** Renewed when a third of its life is left. */
    private void certify(DataFolder folder, Consumer<String> progress) throws IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<String> until = folder.read("client.key.until");
        if (until.isPresent() && Instant.parse(until.get()).isAfter(now.plus(KEY_LIFE.dividedBy(3)))) {
            return;
        }
        // A minute back: the operator's clock may be behind ours.
        Instant from = now.minusSeconds(60);
        Instant to = now.plus(KEY_LIFE);
        Nanoton perDay = options.creditLimit();
        Bytes certificate = owner.sign(AccountStatements.clientKey(account, client.publicKey(), from, to, perDay));
        calls.certify(new AppApi.CertifyClientKey(client.publicKey(), from, to, perDay, certificate));
        folder.write("client.key.until", to.toString());
        progress.accept("Certified this client's key until " + to + ".");
    }

    /**
     * Raises the authorised credit by steps until {@code needed} is free, never above the limit.
     *
     * @return false if the limit does not allow it
     */
    public synchronized boolean topUp(Nanoton needed, Consumer<String> progress) throws IOException {
        AppApi.AppStatus status = calls.status();
        long wanted = Math.max(needed.value(), options.credit().value() / 4);
        long free = status.available().value();
        if (free > 0 && free >= wanted) {
            return true;
        }
        long authorized = status.authorized().value();
        long room = options.creditLimit().value() - authorized;
        long step = Math.max(options.credit().value(), needed.value() - free);
        long raise = Math.min(step, room);
        if (raise <= 0) {
            return free >= needed.value();
        }
        Nanoton cumulative = Nanoton.of(authorized + raise);
        Instant until = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(CREDIT_LIFE);
        Bytes signature = owner.sign(AccountStatements.credit(network, account, cumulative, until));
        calls.authorize(new AppApi.AuthorizeCredit(cumulative, until, signature));
        progress.accept("Authorised credit of " + cumulative + " nanoton in all, signed by the owner key.");
        return free + raise >= needed.value();
    }

    public AccountId id() {
        return account;
    }

    public AppCalls calls() {
        return calls;
    }

    /** Signs submissions. */
    public SigningKey clientKey() {
        return client;
    }

    public ClientKeyId clientKeyId() {
        return new ClientKeyId(
                "key_" + Digest.sha256(client.publicKey().toArray()).hex());
    }
}
