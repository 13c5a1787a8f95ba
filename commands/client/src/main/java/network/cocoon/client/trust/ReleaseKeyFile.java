package network.cocoon.client.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import network.cocoon.domain.attestation.ReleaseKeys;
import network.cocoon.domain.kernel.Bytes;

/**
 * Pinned release keys as a text file: a line {@code threshold N}, then one raw Ed25519 key a line, 64 hexadecimal
 * characters. Empty lines and lines that start with {@code #} are for people.
 */
public final class ReleaseKeyFile {

    private static final int MAX_BYTES = 16 * 1024;

    private ReleaseKeyFile() {}

    public static String write(ReleaseKeys keys) {
        StringBuilder text = new StringBuilder("threshold " + keys.threshold() + "\n");
        keys.keys().forEach(key -> text.append(key.hex()).append('\n'));
        return text.toString();
    }

    /** Throws {@link IOException} that names the line at fault. */
    public static ReleaseKeys read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
        }
        int threshold = 0;
        List<Bytes> keys = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            String text = line.strip();
            try {
                if (text.startsWith("threshold ")) {
                    threshold = Integer.parseInt(
                            text.substring("threshold ".length()).strip());
                } else if (!text.isEmpty() && !text.startsWith("#")) {
                    keys.add(Bytes.of(HexFormat.of().parseHex(text)));
                }
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        file + ", line " + number + ": neither 'threshold N' nor a key in hexadecimal", e);
            }
        }
        try {
            return new ReleaseKeys(threshold, keys);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
