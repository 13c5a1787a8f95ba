package network.cocoon.client.chain;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import network.cocoon.client.account.DataFolder;
import org.jspecify.annotations.Nullable;

/** The chain that options name, and its registry, read from now on. */
public final class ChainAccess implements AutoCloseable {

    private final ChainServers servers;
    private final @Nullable RegistryWatch registry;

    private ChainAccess(ChainServers servers, @Nullable RegistryWatch registry) {
        this.servers = servers;
        this.registry = registry;
    }

    /**
     * @param folder where the furthest state of the registry is kept
     * @param says   takes a line for a person
     * @throws IOException where a file cannot be read
     */
    public static ChainAccess open(
            ChainOptions options,
            RegistryWatch.Journals journals,
            DataFolder folder,
            InstantSource clock,
            Consumer<String> says)
            throws IOException {
        ChainServers servers = new ChainServers(options.settings());
        if (options.registry().isEmpty()) {
            return new ChainAccess(servers, null);
        }
        var terms = new RegistryWatch.Terms(options.registry().get(), RegistryWatch.Terms.EVERY, options.limit());
        return new ChainAccess(
                servers, RegistryWatch.start(servers, terms, journals, folder, clock, System::nanoTime, says));
    }

    public ChainServers servers() {
        return servers;
    }

    public Optional<RegistryWatch> registry() {
        return Optional.ofNullable(registry);
    }

    public ChainRules rules() {
        return new ChainRules(new MasterBlocks(servers), registry());
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
        servers.close();
    }
}
