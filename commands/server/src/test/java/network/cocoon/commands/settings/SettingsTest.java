package network.cocoon.commands.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SettingsTest {

    private static final Path README = Path.of("..", "README.md");

    @Test
    void every_default_is_pinned() {
        CocoonSettings settings =
                new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("cocoon", CocoonSettings.class);
        assertThat(settings)
                .isEqualTo(new CocoonSettings(
                        CocoonSettings.Mode.PRODUCTION,
                        Path.of("data"),
                        new CocoonSettings.Operator(null),
                        new CocoonSettings.Tls(null, null),
                        new CocoonSettings.Http(DataSize.ofMegabytes(2), 60),
                        new CocoonSettings.Attestation(null, null, DataSize.ofMegabytes(1), Duration.ofMinutes(2)),
                        new CocoonSettings.Workers(Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofHours(24)),
                        new CocoonSettings.Apps(4),
                        settings.requests()));
        assertThat(settings.operatorTokenFile()).isEqualTo(Path.of("data", "operator.token"));
    }

    @Test
    void every_setting_is_described() throws Exception {
        String readme = Files.readString(README);
        assertThat(keys("cocoon", CocoonSettings.class)).isNotEmpty().allSatisfy(key -> assertThat(readme)
                .contains("| `" + key + "` |"));
    }

    private static List<String> keys(String prefix, Class<?> type) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                keys.addAll(keys(key, component.getType()));
            } else {
                keys.add(key);
            }
        }
        return keys;
    }
}
