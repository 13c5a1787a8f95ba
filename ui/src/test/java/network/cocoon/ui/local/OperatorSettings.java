package network.cocoon.ui.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The operator's settings that make it a local one, as its command line: what is said there outranks every file. */
final class OperatorSettings {

    private OperatorSettings() {}

    /** Of an escrow's close: short enough to try one. */
    private static final String DELAY = "10m";

    /** Until what is listed is in force on chain: nobody waits for that here. */
    private static final String REGISTRY_DELAY = "0s";

    /** @param wallet the network's, where there is a chain */
    static String[] of(Folders folders, LocalOptions options, Path simulatedRoot, Optional<NetworkWallet> wallet)
            throws IOException {
        Ports ports = options.ports();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("cocoon.mode", "local");
        wallet.ifPresentOrElse(
                it -> chain(settings, it, ports), () -> settings.put("cocoon.apps.unbacked-credit", "true"));
        if (wallet.isPresent()) {
            settings.put(
                    "cocoon.ton.registry.owner",
                    new RegistryOwner(folders).address().raw());
            settings.put("cocoon.ton.registry.delay", REGISTRY_DELAY);
            settings.put("cocoon.ton.registry.anchor-every", "30s");
            LocalExit exit = LocalExit.of(folders, wallet.get());
            settings.put("cocoon.ton.exit.contract", exit.address().raw());
            settings.put("cocoon.ton.exit.owner", exit.terms().owner());
            settings.put("cocoon.ton.exit.delay", LocalExit.DELAY.toSeconds() + "s");
            settings.put("cocoon.ton.exit.root-every", LocalExit.ROOT_EVERY.toSeconds() + "s");
        }
        settings.put("cocoon.data-dir", folders.operator().toString());
        // Soon enough to watch.
        settings.put("cocoon.log.checkpoint-every", "10s");
        settings.put("cocoon.database.port", ports.database());
        settings.put("cocoon.attestation.simulated-root", simulatedRoot.toString());
        settings.put("server.port", ports.console());
        settings.put("logging.file.name", folders.logs().resolve("operator.log").toString());
        settings.put("logging.threshold.console", "warn");
        settings.put("spring.main.register-shutdown-hook", "false");
        settings.putAll(options.operator);
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    private static void chain(Map<String, Object> settings, NetworkWallet wallet, Ports ports) {
        settings.put("cocoon.ton.network-id", "-3");
        settings.put("cocoon.ton.wallet", wallet.address().raw());
        settings.put("cocoon.ton.challenge-delay", DELAY);
        settings.put("cocoon.ton.chain.servers", ChainProcess.api(ports.chain()));
        // One process that never takes a block back, and has no other callers.
        settings.put("cocoon.ton.chain.blocks", 0);
        settings.put("cocoon.ton.chain.interval", "0s");
        settings.put("cocoon.ton.chain.every", "500ms");
        settings.put("cocoon.ton.chain.reconcile-every", "3s");
        settings.put("cocoon.ton.chain.keystore", wallet.keystore());
        settings.put("cocoon.ton.chain.keystore-password", wallet.password());
    }
}
