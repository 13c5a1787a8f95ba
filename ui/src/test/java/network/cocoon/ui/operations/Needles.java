package network.cocoon.ui.operations;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Texts to look for in heaps of bytes, in the forms in which a program may have written them. */
final class Needles {

    private static final int CHUNK = 4 << 20;

    private record Needle(String name, byte[] bytes) {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final @Nullable List<Needle>[] byFirstTwo = new List[1 << 16];

    private final List<Needle> all = new ArrayList<>();
    private int longest;

    /** Looks for a text as it is, in UTF-8. */
    Needles plain(String text) {
        return add("utf-8", text, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Looks for a text in every form: UTF-8, UTF-16, Latin-1, hex, JSON, base64 at each of its three alignments. */
    Needles everyForm(String text) {
        plain(text);
        for (Charset charset :
                List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.ISO_8859_1)) {
            add(charset.name(), text, text.getBytes(charset));
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ascii("hex", text, HexFormat.of().formatHex(bytes));
        ascii("HEX", text, HexFormat.of().withUpperCase().formatHex(bytes));
        ascii("json", text, escaped(text, "\\u%04x"));
        ascii("JSON", text, escaped(text, "\\u%04X"));
        return base64(text, bytes);
    }

    /** Looks for bytes where JSON has them, at each of base64's three alignments. */
    Needles base64(String name, byte[] bytes) {
        for (int before = 0; before < 3; before++) {
            ascii("base64+" + before, name, aligned(Base64.getEncoder(), bytes, before));
            ascii("base64url+" + before, name, aligned(Base64.getUrlEncoder(), bytes, before));
        }
        return this;
    }

    private static String escaped(String text, String format) {
        var json = new StringBuilder();
        text.chars().forEach(c -> json.append(c < 0x80 ? String.valueOf((char) c) : format.formatted(c)));
        return json.toString();
    }

    /** The characters that are the same whatever stands before and behind. */
    private static String aligned(Base64.Encoder encoder, byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        int whole = shifted.length / 3 * 4;
        int first = before == 0 ? 0 : before + 1;
        return encoder.withoutPadding().encodeToString(shifted).substring(first, whole);
    }

    private void ascii(String form, String text, String written) {
        add(form, text, written.getBytes(StandardCharsets.US_ASCII));
    }

    private Needles add(String form, String text, byte[] bytes) {
        if (bytes.length < 8) {
            throw new IllegalArgumentException("too short to be told from chance: " + text);
        }
        if (all.stream().anyMatch(known -> Arrays.equals(known.bytes(), bytes))) {
            return this;
        }
        Needle needle = new Needle(text.toLowerCase(Locale.ROOT) + " as " + form, bytes);
        all.add(needle);
        longest = Math.max(longest, bytes.length);
        int key = key(bytes, 0);
        List<Needle> bucket = byFirstTwo[key];
        if (bucket == null) {
            bucket = new ArrayList<>();
            byFirstTwo[key] = bucket;
        }
        bucket.add(needle);
        return this;
    }

    int count() {
        return all.size();
    }

    /** What of it the file holds. A file that is gone by now holds nothing. */
    Set<String> in(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in(in);
        } catch (NoSuchFileException e) {
            return Set.of();
        }
    }

    /** What of it the files of a folder hold, each with the file's name. */
    Set<String> under(Path folder) throws IOException {
        Set<String> found = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            in(file).forEach(needle -> found.add(needle + " in " + folder.relativize(file)));
        }
        return found;
    }

    Set<String> in(InputStream in) throws IOException {
        Set<String> found = new LinkedHashSet<>();
        byte[] buffer = new byte[CHUNK + longest];
        int kept = 0;
        for (int n = in.readNBytes(buffer, 0, CHUNK); n > 0; n = in.readNBytes(buffer, kept, CHUNK)) {
            int length = kept + n;
            search(buffer, length, found);
            // What may begin at the end of this chunk and end in the next.
            kept = Math.min(longest - 1, length);
            System.arraycopy(buffer, length - kept, buffer, 0, kept);
        }
        return found;
    }

    private void search(byte[] bytes, int length, Set<String> found) {
        for (int at = 0; at + 1 < length; at++) {
            List<Needle> bucket = byFirstTwo[key(bytes, at)];
            if (bucket != null) {
                for (Needle needle : bucket) {
                    int end = at + needle.bytes().length;
                    if (end <= length && Arrays.equals(needle.bytes(), 0, end - at, bytes, at, end)) {
                        found.add(needle.name());
                    }
                }
            }
        }
    }

    private static int key(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }
}
