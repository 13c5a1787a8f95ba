package network.cocoon.ui;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import network.cocoon.commands.settings.ChainSettings;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.ExitSettings;
import network.cocoon.commands.settings.NodeRole;
import network.cocoon.commands.settings.RegistrySettings;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.eventstore.LogNode;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.exit.ExitPolicy;
import network.cocoon.workers.operator.exit.ExitSender;
import network.cocoon.workers.operator.exit.NetworkExit;
import network.cocoon.workers.operator.gateway.ConfirmationPolicy;
import network.cocoon.workers.operator.gateway.EndpointSettings;
import network.cocoon.workers.operator.gateway.NetworkGateway;
import network.cocoon.workers.operator.gateway.Pacing;
import network.cocoon.workers.operator.keystore.Keystore;
import network.cocoon.workers.operator.keystore.KeystoreException;
import network.cocoon.workers.operator.keystore.Password;
import network.cocoon.workers.operator.port.Rehearsal;
import network.cocoon.workers.operator.reconciliation.Reconciler;
import network.cocoon.workers.operator.registry.NetworkRegistry;
import network.cocoon.workers.operator.registry.RegistryPolicy;
import network.cocoon.workers.operator.registry.RegistrySender;
import network.cocoon.workers.operator.rehearsal.EmulatorRehearsal;
import network.cocoon.workers.operator.settlement.EscrowFollower;
import network.cocoon.workers.operator.settlement.MessageCheck;
import network.cocoon.workers.operator.settlement.OrderCheck;
import network.cocoon.workers.operator.settlement.PayoutPolicy;
import network.cocoon.workers.operator.settlement.PayoutRehearsal;
import network.cocoon.workers.operator.settlement.PayoutSender;
import network.cocoon.workers.operator.settlement.PayoutWallet;
import network.cocoon.workers.operator.settlement.RedeemPolicy;
import network.cocoon.workers.operator.settlement.Redeemer;
import network.cocoon.workers.operator.settlement.Rounds;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The settlement workers beside the server: they follow escrows, redeem vouchers and hold the log against the chain where
 * its servers are known, and pay providers and publish in the registry where the keys are. The node that orders the log does it; two at once
 * would only ask twice.
 */
final class ChainWorkers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ChainWorkers.class);
    private static final int LARGEST_KEY_FILE = 16 * 1024;

    private final CocoonSettings.Ton settings;
    private final boolean wanted;
    private final ChainWork work;
    private final ChainReports reports;
    private final ChainPlaces places;
    private final ChainLedger ledger;
    private final ChainRegistry registry;
    private final ChainExits exits;
    private final LogNode node;
    private final SecureRandom random;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private volatile boolean running;

    ChainWorkers(
            CocoonSettings settings,
            ChainWork work,
            ChainReports reports,
            ChainPlaces places,
            ChainLedger ledger,
            ChainRegistry registry,
            ChainExits exits,
            LogNode node,
            SecureRandom random) {
        this.settings = settings.ton();
        this.wanted =
                !settings.ton().chain().servers().isEmpty() && settings.node().does(NodeRole.OPERATOR_WORKERS);
        this.work = work;
        this.reports = reports;
        this.places = places;
        this.ledger = ledger;
        this.registry = registry;
        this.exits = exits;
        this.node = node;
        this.random = random;
    }

    /** Throws {@link IllegalStateException} where the keys cannot be had, or are not the wallet's. */
    @Override
    public synchronized void start() {
        running = true;
        if (!wanted) {
            return;
        }
        ChainSettings chain = settings.chain();
        Optional<Keystore> keystore = keystore(chain);
        Optional<PayoutWallet> wallet = keystore.map(keys -> wallet(keys, chain));
        Optional<NetworkRegistry> published = keystore.flatMap(this::registry);
        var gateway = NetworkGateway.open(
                endpoints(chain), new ConfirmationPolicy(chain.blocks(), chain.agree()), Pacing.of(random));
        parts.add(gateway);
        Optional<Rehearsal> rehearsal = rehearsal(chain, keystore.isPresent());
        OrderCheck orders = rehearsal.map(OrderCheck::by).orElse(OrderCheck.NONE);
        MessageCheck payouts = rehearsal.<MessageCheck>map(PayoutRehearsal::new).orElse(MessageCheck.NONE);
        keep("chain-escrows", chain.every(), new EscrowFollower(gateway, work, reports, places)::round);
        keep("chain-vouchers", chain.every(), new Redeemer(gateway, work, reports, redeeming())::round);
        wallet.ifPresent(it -> keep(
                "chain-payouts",
                chain.every(),
                new PayoutSender(gateway, work, reports, places, it, PayoutPolicy.USUAL, payouts, random)::round));
        published.ifPresent(it -> keep("chain-registry", chain.every(), sender(gateway, it, orders)::round));
        Optional<NetworkExit> exit = keystore.flatMap(this::exit);
        exit.ifPresent(it -> keep("chain-exit", chain.every(), sender(gateway, it, orders)::round));
        TonAddress payee = TonAddress.parse(Objects.requireNonNull(settings.wallet()));
        keep("chain-reconciliation", chain.reconcileEvery(), new Reconciler(gateway, ledger, ledger, payee)::round);
        LOG.info(
                "chain_followed servers={} agree={} blocks={} pays={} registry={} exit={}",
                chain.servers().size(),
                chain.agree(),
                chain.blocks(),
                wallet.isPresent(),
                published.map(it -> it.address().raw()).orElse("none"),
                exit.map(it -> it.address().raw()).orElse("none"));
    }

    private void keep(String name, Duration every, Runnable round) {
        parts.add(Rounds.start(
                name,
                () -> {
                    if (node.isLeading()) {
                        round.run();
                    }
                },
                every));
    }

    private RedeemPolicy redeeming() {
        Nanoton from = Nanoton.of(settings.redeemFrom());
        RedeemPolicy usual = RedeemPolicy.USUAL;
        return new RedeemPolicy(
                from.compareTo(usual.least()) < 0 ? usual.least() : from, usual.margin(), usual.least());
    }

    private RegistrySender sender(NetworkGateway gateway, NetworkRegistry published, OrderCheck orders) {
        return new RegistrySender(
                gateway,
                registry,
                registry,
                published,
                RegistryPolicy.anchoring(settings.registry().anchorEvery()),
                orders);
    }

    private ExitSender sender(NetworkGateway gateway, NetworkExit exit, OrderCheck orders) {
        ChainExit books = exits.of(exit.terms());
        return new ExitSender(gateway, books, books, places, exit, ExitPolicy.USUAL, orders);
    }

    /** Empty only where the settings say so: whoever sends coins without having tried it has chosen to. */
    private Optional<Rehearsal> rehearsal(ChainSettings chain, boolean sends) {
        if (!sends) {
            return Optional.empty();
        }
        if (!chain.rehearse()) {
            LOG.warn("chain_rehearsal off: payouts and orders are sent without being tried first");
            return Optional.empty();
        }
        var emulator = new EmulatorRehearsal();
        parts.add(emulator);
        return Optional.of(emulator);
    }

    private Optional<Keystore> keystore(ChainSettings chain) {
        Path file = chain.keystore();
        String from = chain.keystorePassword();
        if (file == null || from == null) {
            return Optional.empty();
        }
        try (Password password = Password.from(from, System.getenv())) {
            Keystore keystore = Keystore.open(file, password);
            parts.add(keystore);
            return Optional.of(keystore);
        } catch (KeystoreException e) {
            throw unusable(e);
        }
    }

    private PayoutWallet wallet(Keystore keystore, ChainSettings chain) {
        SigningKey key = key(keystore, Keystore.WALLET);
        var wallet = new HighloadWallet(key.publicKey(), HighloadWallet.SUBWALLET, chain.walletTimeout());
        if (!wallet.address().raw().equals(settings.wallet())) {
            throw new IllegalStateException("cocoon.ton.wallet is not the keystore's wallet, which at a timeout of "
                    + chain.walletTimeout() + " has the address "
                    + wallet.address().raw());
        }
        return new PayoutWallet(wallet, key);
    }

    private Optional<NetworkRegistry> registry(Keystore keystore) {
        RegistrySettings wanted = settings.registry();
        if (wanted.owner() == null) {
            return Optional.empty();
        }
        SigningKey key = key(keystore, Keystore.REGISTRY);
        int network = Objects.requireNonNull(settings.networkId());
        TonAddress owner = TonAddress.parse(wanted.owner());
        return Optional.of(
                new NetworkRegistry(RegistryStorage.opening(key.publicKey(), wanted.delay(), network, owner), key));
    }

    private Optional<NetworkExit> exit(Keystore keystore) {
        ExitSettings wanted = settings.exit();
        if (wanted.owner() == null) {
            return Optional.empty();
        }
        SigningKey key = key(keystore, Keystore.EXIT);
        int network = Objects.requireNonNull(settings.networkId());
        var exit = new NetworkExit(
                new ExitTerms(key.publicKey(), wanted.delay().toSeconds(), network, wanted.owner()), key);
        if (!exit.address().raw().equals(wanted.contract())) {
            throw new IllegalStateException(
                    "cocoon.ton.exit.contract is not the exit of the keystore's key, which with this"
                            + " owner, delay and network has the address "
                            + exit.address().raw());
        }
        return Optional.of(exit);
    }

    private static SigningKey key(Keystore keystore, String name) {
        try {
            return keystore.key(name);
        } catch (KeystoreException e) {
            throw unusable(e);
        }
    }

    private static IllegalStateException unusable(KeystoreException e) {
        return new IllegalStateException("cocoon.ton.chain.keystore: " + e.code() + ", " + e.getMessage(), e);
    }

    private static List<EndpointSettings> endpoints(ChainSettings chain) {
        List<String> keys = apiKeys(chain.apiKeys());
        List<EndpointSettings> endpoints = new ArrayList<>();
        for (URI server : chain.servers()) {
            int at = endpoints.size();
            Optional<String> key = at < keys.size() && !keys.get(at).isBlank()
                    ? Optional.of(keys.get(at).strip())
                    : Optional.empty();
            endpoints.add(EndpointSettings.of(server, key, chain.interval()));
        }
        return endpoints;
    }

    private static List<String> apiKeys(@Nullable Path file) {
        if (file == null) {
            return List.of();
        }
        try {
            if (Files.size(file) > LARGEST_KEY_FILE) {
                throw new IllegalStateException("cocoon.ton.chain.api-keys names a file of more than 16 KiB");
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new IllegalStateException("cocoon.ton.chain.api-keys names a file that cannot be read: " + file, e);
        }
    }

    /** The last started first: rounds end before the gateway that they ask, and the keys go last. */
    @Override
    public synchronized void stop() {
        running = false;
        for (AutoCloseable part : parts.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("chain_stop error={}", e.getClass().getSimpleName());
            }
        }
        parts.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
