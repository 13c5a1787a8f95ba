package network.cocoon.workers.operator.collateral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.attestation.json.JsonReader;

/** What Intel's service really answered once, read where it lies (see {@code cocoon.vectors.dir}). */
final class RealAnswers {

    private static final int MAX_FILE = 4 * 1024 * 1024;

    private RealAnswers() {}

    /** Skips the test with a clear line where the vectors are not on this machine. */
    static JsonObject read(String name) {
        Optional<Path> folder = folder();
        assumeTrue(folder.isPresent(), "SKIPPED: no attestation vectors (set -Dcocoon.vectors.dir=FOLDER)");
        try {
            byte[] file = Files.readAllBytes(folder.orElseThrow().resolve("collateral/" + name + ".json"));
            return JsonObject.of(JsonReader.read(file, MAX_FILE), name);
        } catch (IOException | JsonException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<Path> folder() {
        String named = System.getProperty("cocoon.vectors.dir");
        if (named != null) {
            assertThat(Path.of(named)).as("cocoon.vectors.dir").isDirectory();
            return Optional.of(Path.of(named));
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(p -> p.resolve("shared/vectors/attestation"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    static String text(JsonObject bundle, String member) {
        try {
            return bundle.text(member);
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] hex(JsonObject bundle, String member) {
        return HexFormat.of().parseHex(text(bundle, member));
    }

    /** As the service writes a document with its signature. */
    static byte[] signed(JsonObject bundle, String document, String as) {
        return ("{\"" + as + "\":" + text(bundle, document) + ",\"signature\":\""
                        + text(bundle, document + "_signature") + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
