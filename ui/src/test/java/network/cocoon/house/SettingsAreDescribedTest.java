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
        String reference = Files.readString(House.root().resolve("commands/README.md"));
        Set<String> keys = new TreeSet<>();
        for (String module : List.of("domain/eventstore", "commands/server", "projections/views", "ui")) {
            try (Stream<Path> files = Files.walk(House.root().resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    Matcher found = KEY.matcher(Files.readString(file));
                    while (found.find()) {
                        keys.add(found.group(1));
                    }
                }
            }
        }
        assertThat(keys).contains("cocoon.database.url", "cocoon.console.reset-password");
        assertThat(keys).allSatisfy(key -> assertThat(reference).contains("`" + key + "`"));
    }
}
