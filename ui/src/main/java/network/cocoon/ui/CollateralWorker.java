package network.cocoon.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.CollateralSettings;
import network.cocoon.commands.settings.NodeRole;
import network.cocoon.eventstore.LogNode;
import network.cocoon.workers.operator.collateral.CollateralFetcher;
import network.cocoon.workers.operator.collateral.PcsClient;
import network.cocoon.workers.operator.collateral.PcsSettings;
import network.cocoon.workers.operator.collateral.RefreshPolicy;
import network.cocoon.workers.operator.settlement.Rounds;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The fetcher of collateral beside the server, on the node that orders the log. */
final class CollateralWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CollateralWorker.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int LARGEST_KEY_FILE = 1024;

    private final CollateralSettings settings;
    private final boolean wanted;
    private final CollateralShelf shelf;
    private final LogNode node;
    private final InstantSource clock;
    private final SecureRandom random;
    private @Nullable PcsClient source;
    private @Nullable Rounds rounds;

    CollateralWorker(
            CocoonSettings settings, CollateralShelf shelf, LogNode node, InstantSource clock, SecureRandom random) {
        this.settings = settings.attestation().collateral();
        this.wanted = this.settings.fetch() && settings.node().does(NodeRole.OPERATOR_WORKERS);
        this.shelf = shelf;
        this.node = node;
        this.clock = clock;
        this.random = random;
    }

    /** Throws {@link IllegalStateException} where the key cannot be read. */
    @Override
    public synchronized void start() {
        if (!wanted || rounds != null) {
            return;
        }
        PcsClient client = new PcsClient(source());
        source = client;
        var fetcher = new CollateralFetcher(client, shelf, RefreshPolicy.every(settings.every()), clock, random);
        rounds = Rounds.start(
                "collateral",
                () -> {
                    if (node.isLeading()) {
                        fetcher.round();
                    }
                },
                LOOK);
        LOG.info("collateral_source address={} every={}", settings.source(), settings.every());
    }

    private PcsSettings source() {
        PcsSettings usual = PcsSettings.of(settings.source(), key(settings.keyFile()), settings.timeout());
        return settings.rootCrl() == null
                ? usual
                : new PcsSettings(usual.base(), settings.rootCrl(), usual.key(), usual.timeout());
    }

    private static Optional<String> key(@Nullable Path file) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > LARGEST_KEY_FILE) {
                throw new IllegalStateException(
                        "cocoon.attestation.collateral.key-file names a file of more than 1 KiB");
            }
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cocoon.attestation.collateral.key-file names a file that cannot be read: " + file, e);
        }
    }

    @Override
    public synchronized void stop() {
        if (source != null) {
            // First, so that a round that waits for an answer ends.
            source.close();
            source = null;
        }
        if (rounds != null) {
            rounds.close();
            rounds = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return rounds != null;
    }
}
