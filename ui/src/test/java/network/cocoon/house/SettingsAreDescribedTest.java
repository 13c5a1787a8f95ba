package network.cocoon.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A setting that is read outside of the server's settings record is described in the same one place. */
class SettingsAreDescribedTest {

    private static final Pattern KEY = Pattern.compile("(?:\"|\\$\\{)(cocoon\\.[a-z-]+(?:\\.[a-z-]+)*)[\":}]");

    @Test
    void every_key_in_the_sources_of_the_operator_is_in_the_reference() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String module : List.of("domain/eventstore", "commands/server", "projections/views", "ui")) {
            try (Stream<Path> files = Files.walk(House.root().resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    if (!file.equals(metricNames())) {
                        keys.addAll(keys(file));
                    }
                }
            }
        }
        assertThat(keys).contains("cocoon.database.url", "cocoon.console.reset-password");
        assertThat(keys).allSatisfy(key -> assertThat(reference()).contains("`" + key + "`"));
    }

    @Test
    void what_looks_like_a_setting_and_is_the_name_of_a_metric_is_in_the_table_of_metrics() throws IOException {
        Set<String> metrics = keys(metricNames());
        assertThat(metrics).contains("cocoon.api.refusals", "cocoon.log.head");
        assertThat(metrics).allSatisfy(name -> assertThat(reference())
                .containsPattern("(?m)^\\| `" + name.replace('.', '_') + "(_seconds|_bytes|_events)?(_total)?` \\|"));
    }

    /** The one file with names of metrics, which are written like settings. */
    private static Path metricNames() {
        return House.root().resolve("commands/server/src/main/java/network/cocoon/commands/metrics/MetricNames.java");
    }

    private static Set<String> keys(Path file) throws IOException {
        Set<String> keys = new TreeSet<>();
        Matcher found = KEY.matcher(Files.readString(file));
        while (found.find()) {
            // The console's script is a file, no setting.
            if (!found.group(1).equals("cocoon.js")) {
                keys.add(found.group(1));
            }
        }
        return keys;
    }

    private static String reference() throws IOException {
        return Files.readString(House.root().resolve("commands/README.md"));
    }
}
