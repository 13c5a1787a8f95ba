package network.cocoon.audit.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Reads files that may be anything. */
final class BoundedFile {

    private BoundedFile() {}

    /** All of a regular file of at most {@code max} bytes; a pipe or a device would never end. */
    static byte[] read(Path file, int max) throws EvidenceException {
        if (!Files.isRegularFile(file)) {
            throw new EvidenceException(EvidenceFault.FILE_UNREADABLE, "no such file: " + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(max);
            if (in.read() >= 0) {
                throw new EvidenceException(EvidenceFault.FILE_TOO_LARGE, file + " has more than " + max + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new EvidenceException(EvidenceFault.FILE_UNREADABLE, "cannot be read: " + file);
        }
    }

    /** As {@link #read}; a file of nothing but hexadecimal stands for the bytes it spells. No binary evidence begins so. */
    static byte[] readMaybeHex(Path file, int max) throws EvidenceException {
        byte[] bytes = read(file, max);
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[ \t\r\n]", "");
        try {
            return text.isEmpty() ? bytes : HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException notHexadecimal) {
            return bytes;
        }
    }
}
