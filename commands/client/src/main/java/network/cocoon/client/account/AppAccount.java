package network.cocoon.client.account;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.domain.account.AccountStatements;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.AppApi;
import network.cocoon.wire.api.EscrowApi;
import org.jspecify.annotations.Nullable;

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
    private final @Nullable Vouchers vouchers;

    /** What is believed to be free, so that a renewal is begun in time and not asked about at each request. */
    private final AtomicLong free = new AtomicLong();

    private final AtomicBoolean renewing = new AtomicBoolean();

    private AppAccount(
            AccountId account,
            AppCalls calls,
            SigningKey owner,
            SigningKey client,
            String network,
            AccountOptions options,
            @Nullable Vouchers vouchers,
            InstantSource clock) {
        this.account = account;
        this.calls = calls;
        this.owner = owner;
        this.client = client;
        this.network = network;
        this.options = options;
        this.vouchers = vouchers;
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
        AppCalls calls = operator.app(id, apiKey.get());
        Vouchers vouchers = null;
        if (EscrowOpener.hasChain(operator)) {
            EscrowOpener.open(operator, calls, id, network, owner, folder, options.wallet(), clock, progress);
            vouchers = new Vouchers(asking(calls), owner, options, folder, clock);
        }
        AppAccount opened = new AppAccount(id, calls, owner, client, network, options, vouchers, clock);
        opened.certify(folder, progress);
        opened.topUp(Nanoton.ZERO, progress);
        return opened;
    }

    private static EscrowCalls asking(AppCalls calls) {
        return new EscrowCalls() {
            @Override
            public EscrowApi.EscrowStatus escrow() throws IOException {
                return calls.escrow();
            }

            @Override
            public Nanoton available() throws IOException {
                return calls.status().available();
            }

            @Override
            public EscrowApi.EscrowStatus raise(EscrowApi.RaiseVoucher order) throws IOException {
                return calls.raise(order);
            }
        };
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
        Nanoton perDay = options.spendPerDay();
        Bytes certificate = owner.sign(AccountStatements.clientKey(account, client.publicKey(), from, to, perDay));
        calls.certify(new AppApi.CertifyClientKey(client.publicKey(), from, to, perDay, certificate));
        folder.write("client.key.until", to.toString());
        progress.accept("Certified this client's key until " + to + ".");
    }

    /**
     * Raises the authorised credit by steps until {@code needed} is free, never above the limit: by a voucher, where the
     * network has a chain.
     *
     * @return false if the limit does not allow it
     */
    public synchronized boolean topUp(Nanoton needed, Consumer<String> progress) throws IOException {
        boolean enough = vouchers == null ? lend(needed, progress) : vouchers.renew(needed, progress);
        free.set(vouchers == null ? Long.MAX_VALUE : calls.status().available().value());
        return enough;
    }

    /**
     * A request that may cost this much was accepted: where less than half of a step is left, a renewal begins beside it.
     * What a request does not use comes back unnoticed, so the operator is asked too early rather than too late.
     */
    public void reserved(Nanoton cost, Consumer<String> progress) {
        long left = free.addAndGet(-cost.value());
        if (vouchers != null && left <= options.credit().value() / 2 && renewing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("voucher-renewal").start(() -> {
                try {
                    topUp(Nanoton.ZERO, progress);
                } catch (IOException | OperatorProblem e) {
                    progress.accept("The voucher was not renewed: " + e.getMessage());
                } finally {
                    renewing.set(false);
                }
            });
        }
    }

    private boolean lend(Nanoton needed, Consumer<String> progress) throws IOException {
        AppApi.AppStatus status = calls.status();
        long wanted = Math.max(needed.value(), options.credit().value() / 4);
        long unused = status.available().value();
        if (unused > 0 && unused >= wanted) {
            return true;
        }
        long authorized = status.authorized().value();
        long room = options.creditLimit().value() - authorized;
        long step = Math.max(options.credit().value(), needed.value() - unused);
        long raise = Math.min(step, room);
        if (raise <= 0) {
            return unused >= needed.value();
        }
        Nanoton cumulative = Nanoton.of(authorized + raise);
        Instant until = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(CREDIT_LIFE);
        Bytes signature = owner.sign(AccountStatements.credit(network, account, cumulative, until));
        calls.authorize(new AppApi.AuthorizeCredit(cumulative, until, signature));
        progress.accept("Authorised credit of " + cumulative + " nanoton in all, signed by the owner key.");
        return unused + raise >= needed.value();
    }

    /** The app's escrow, as the operator says and this client has verified. */
    public EscrowApi.EscrowStatus escrow(DataFolder folder) throws IOException {
        return EscrowOpener.own(calls, folder, owner.publicKey(), options.wallet());
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
