package network.cocoon.commands.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import network.cocoon.domain.attestation.ReleaseKeys;
import network.cocoon.domain.kernel.Bytes;

/** A file of release keys: a line {@code threshold N}, then a key in hexadecimal a line; {@code #} begins a comment. */
final class PinnedKeys {

    private static final String THRESHOLD = "threshold ";

    private PinnedKeys() {}

    /** @throws IllegalStateException where the file is not of this form */
    static ReleaseKeys read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (lines.isEmpty() || !lines.getFirst().startsWith(THRESHOLD)) {
                throw new IllegalStateException(file + " does not begin with a threshold");
            }
            return new ReleaseKeys(
                    Integer.parseInt(lines.getFirst().substring(THRESHOLD.length())),
                    lines.stream()
                            .skip(1)
                            .map(line -> Bytes.of(HexFormat.of().parseHex(line)))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the release keys in " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file + " is not a file of release keys: " + e.getMessage(), e);
        }
    }
}
