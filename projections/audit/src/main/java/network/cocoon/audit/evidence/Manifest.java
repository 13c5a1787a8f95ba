package network.cocoon.audit.evidence;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.json.Json;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.attestation.json.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * A list of quotes, each with the collaterals and times to judge it with. Paths are relative to the list's own folder,
 * collaterals lie in {@code collateral/NAME.json} there. What else an entry says, above all what is expected, is not read.
 */
record Manifest(List<Entry> entries) {

    static final int MAX_BYTES = 16 * 1024 * 1024;
    static final int MAX_ENTRIES = 100_000;
    private static final int MAX_COLLATERALS = 1000;
    private static final long LATEST_SECOND = 253_402_300_799L; // the year 9999

    Manifest {
        entries = List.copyOf(entries);
    }

    /** Why an entry cannot be used stands in {@code fault}; its id, as far as it has one, in {@code id}. */
    record Entry(
            String id,
            @Nullable Path quote,
            List<Pair> pairs,
            @Nullable EvidenceException fault) {

        Entry {
            pairs = List.copyOf(pairs);
        }
    }

    /** A collateral and a time. */
    record Pair(String name, Path collateral, Instant at) {}

    static Manifest read(Path file) throws EvidenceException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        List<Entry> entries = new ArrayList<>();
        for (Json element : elements(file)) {
            entries.add(entry(element, entries.size(), folder));
        }
        return new Manifest(entries);
    }

    static List<Json> elements(Path file) throws EvidenceException {
        byte[] bytes = BoundedFile.read(file, MAX_BYTES);
        try {
            if (JsonReader.read(bytes, MAX_BYTES) instanceof Json.Arr(List<Json> elements)
                    && elements.size() <= MAX_ENTRIES) {
                return elements;
            }
            throw new EvidenceException(EvidenceFault.MALFORMED_MANIFEST, file + " is no list");
        } catch (JsonException e) {
            throw new EvidenceException(EvidenceFault.MALFORMED_MANIFEST, file + ": " + e.getMessage());
        }
    }

    private static Entry entry(Json element, int index, Path folder) {
        String id = "#" + index;
        try {
            JsonObject entry = JsonObject.of(element, "the entry");
            id = entry.text("id");
            Path quote = folder.resolve(entry.text("quote"));
            List<Pair> pairs = new ArrayList<>();
            for (JsonObject collateral : entry.objects("collateral", MAX_COLLATERALS)) {
                String name = collateral.text("name");
                pairs.add(new Pair(name, folder.resolve("collateral").resolve(name + ".json"), at(collateral)));
            }
            return new Entry(id, quote, pairs, null);
        } catch (JsonException | InvalidPathException e) {
            return new Entry(
                    id, null, List.of(), new EvidenceException(EvidenceFault.MALFORMED_ENTRY, "" + e.getMessage()));
        }
    }

    private static Instant at(JsonObject collateral) throws JsonException {
        long seconds = collateral.longNumber("at");
        if (seconds < 0 || seconds > LATEST_SECOND) {
            throw collateral.wrong("at is not a time in seconds since 1970");
        }
        return Instant.ofEpochSecond(seconds);
    }
}
