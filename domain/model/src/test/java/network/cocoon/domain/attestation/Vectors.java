package network.cocoon.domain.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.cocoon.domain.attestation.json.Json;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.attestation.json.JsonReader;
import network.cocoon.domain.kernel.Bytes;

/**
 * Real quotes and collateral, read where they lie. The property {@code cocoon.vectors.dir} names the folder; without it
 * {@code shared/vectors/attestation} is looked for beside this repository.
 */
public final class Vectors {

    private static final int MAX_FILE = 4 * 1024 * 1024;

    /** A quote's file with one of its collaterals, at a time, and what is expected. */
    public record Pair(
            String id, String quote, String collateral, long at, String tcb, List<String> advisories, String strict) {}

    /** One change to a quote. */
    record Mutation(String base, String name, String op, int offset, long value, String expect) {}

    private final Path folder;

    private Vectors(Path folder) {
        this.folder = folder;
    }

    /** Skips the test with a clear line where the vectors are not on this machine. */
    public static Vectors open() {
        Optional<Path> folder = find();
        assumeTrue(folder.isPresent(), "SKIPPED: no attestation vectors (set -Dcocoon.vectors.dir=FOLDER)");
        return new Vectors(folder.orElseThrow());
    }

    private static Optional<Path> find() {
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

    public List<Pair> pairs() {
        try {
            return list("manifest.json").stream().flatMap(Vectors::pairs).toList();
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    List<JsonObject> quotesWithoutCollateral() {
        try {
            return list("manifest.json").stream()
                    .filter(q -> pairs(q).findAny().isEmpty())
                    .toList();
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    List<Mutation> mutations() {
        try {
            return list("mutations.json").stream().map(Vectors::mutation).toList();
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    public Path path(String path) {
        return folder.resolve(path);
    }

    public byte[] file(String path) {
        try {
            return Files.readAllBytes(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Bytes quote(Pair pair) {
        return Bytes.of(file(pair.quote));
    }

    public Collateral collateral(Pair pair) {
        try {
            JsonObject bundle = JsonObject.of(
                    JsonReader.read(file("collateral/" + pair.collateral + ".json"), MAX_FILE), pair.collateral);
            return new Collateral(
                    text(bundle, "tcb_info"),
                    bundle.hex("tcb_info_signature", 64),
                    text(bundle, "tcb_info_issuer_chain"),
                    text(bundle, "qe_identity"),
                    bundle.hex("qe_identity_signature", 64),
                    text(bundle, "qe_identity_issuer_chain"),
                    hex(bundle, "root_ca_crl"),
                    hex(bundle, "pck_crl"),
                    text(bundle, "pck_crl_issuer_chain"));
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private static Bytes text(JsonObject bundle, String name) throws JsonException {
        return Bytes.of(bundle.text(name).getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes hex(JsonObject bundle, String name) throws JsonException {
        return Bytes.of(HexFormat.of().parseHex(bundle.text(name)));
    }

    private List<JsonObject> list(String file) throws JsonException {
        if (!(JsonReader.read(file(file), MAX_FILE) instanceof Json.Arr(List<Json> elements))) {
            throw new AssertionError(file + " is not a list");
        }
        return elements.stream()
                .map(element -> {
                    try {
                        return JsonObject.of(element, file);
                    } catch (JsonException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static Stream<Pair> pairs(JsonObject quote) {
        try {
            String id = quote.text("id");
            String file = quote.text("quote");
            return quote.objects("collateral", 100).stream().map(c -> pair(id, file, c));
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private static Pair pair(String id, String quote, JsonObject collateral) {
        try {
            String detail = collateral.text("expected_detail");
            int list = detail.indexOf('[');
            List<String> advisories = list < 0 || detail.startsWith("REJECT")
                    ? List.of()
                    : List.of(detail.substring(list + 1, detail.indexOf(']')).split(", "));
            return new Pair(
                    id,
                    quote,
                    collateral.text("name"),
                    collateral.number("at", Integer.MAX_VALUE),
                    collateral.text("expected_tcb"),
                    advisories,
                    collateral.text("expected_strict_policy"));
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private static Mutation mutation(JsonObject m) {
        try {
            return new Mutation(
                    m.text("base"),
                    m.text("name"),
                    m.text("op"),
                    m.has("offset") ? m.number("offset", MAX_FILE) : 0,
                    m.longNumber("value"),
                    m.text("expect"));
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }
}
