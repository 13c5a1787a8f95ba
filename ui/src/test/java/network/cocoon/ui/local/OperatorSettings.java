package network.cocoon.ui.local;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The operator's settings that make it a local one, as its command line: what is said there outranks every file. */
final class OperatorSettings {

    private OperatorSettings() {}

    static String[] of(Folders folders, Ports ports, Path simulatedRoot) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("cocoon.mode", "local");
        settings.put("cocoon.apps.unbacked-credit", "true");
        settings.put("cocoon.data-dir", folders.operator().toString());
        settings.put("cocoon.database.port", ports.database());
        settings.put("cocoon.attestation.simulated-root", simulatedRoot.toString());
        settings.put("server.port", ports.console());
        settings.put("logging.file.name", folders.logs().resolve("operator.log").toString());
        settings.put("logging.threshold.console", "warn");
        settings.put("spring.main.register-shutdown-hook", "false");
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }
}
