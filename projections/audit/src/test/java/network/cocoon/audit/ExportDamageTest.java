package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A damaged export is refused with a code, whatever the damage; it never becomes another verdict. */
class ExportDamageTest {

    private static final byte[] WHOLE = Exports.bytes(Story.told());

    /** Magic, version, network id, one key, size, digest. */
    private static final int HEADER = 8 + 2 + 2 + Story.NETWORK.length() + 2 + 32 + 8 + 32;

    private static final int TRAILER = 4 + 8 + 32;

    private static final Path FILE = file();

    private static Path file() {
        try {
            Path file = Files.createTempFile("cocoon-export-", ".damaged");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 600)
    void anotherBitIsSeen(@ForAll @IntRange(max = 1_000_000) int at, @ForAll @IntRange(max = 7) int bit) {
        byte[] damaged = WHOLE.clone();
        damaged[at % damaged.length] ^= (byte) (1 << bit);

        refused(damaged);
    }

    @Property(tries = 300)
    void aMissingEndIsSeen(@ForAll @IntRange(max = 1_000_000) int length) {
        int kept = length % WHOLE.length;

        assertThat(refused(Arrays.copyOf(WHOLE, kept)))
                .isEqualTo(kept < 8 ? ExportFault.NOT_AN_EXPORT : ExportFault.TRUNCATED);
    }

    @Property(tries = 300)
    void anyBytesAreRefused(@ForAll byte[] bytes, @ForAll boolean asBlocks) {
        byte[] header = Arrays.copyOf(WHOLE, asBlocks ? HEADER : 0);

        refused(ByteBuffer.allocate(header.length + bytes.length)
                .put(header)
                .put(bytes)
                .array());
    }

    /** Whoever makes a file can make its digests fit: then the lengths in the rows must not. */
    @Property(tries = 600)
    void rowsAreNotBelievedForTheirDigest(
            @ForAll @IntRange(max = 1_000_000) int at, @ForAll byte value, @ForAll @IntRange(max = 3) int more) {
        byte[] rows = Arrays.copyOfRange(WHOLE, HEADER + ExportFormat.BLOCK_HEAD_BYTES, WHOLE.length - TRAILER);
        for (int i = 0; i <= more; i++) {
            rows[(at + i) % rows.length] = value;
        }
        write(sealed(rows, Story.told().size()));

        try {
            Auditor.audit(new ExportFile(FILE, null, null));
        } catch (ExportException e) {
            assertThat(e.fault()).isEqualTo(ExportFault.MALFORMED);
        }
    }

    @Test
    void eachFaultHasItsCode() {
        assertThat(refused(changed(9, 2))).isEqualTo(ExportFault.UNSUPPORTED_VERSION);
        assertThat(refused(changed(10, 1))).isEqualTo(ExportFault.TOO_LONG);
        assertThat(refused(changed(12, 'X'))).isEqualTo(ExportFault.WRONG_DIGEST);
        assertThat(refused(changed(HEADER, 1))).isEqualTo(ExportFault.TOO_LONG);
        assertThat(refused(changed(HEADER + 4, 0xff))).isEqualTo(ExportFault.MALFORMED);
        assertThat(refused(changed(WHOLE.length - 1, WHOLE[WHOLE.length - 1] + 1)))
                .isEqualTo(ExportFault.WRONG_DIGEST);
        assertThat(refused(Arrays.copyOf(WHOLE, WHOLE.length + 1))).isEqualTo(ExportFault.NOT_AT_END);
        byte[] rows = Arrays.copyOfRange(WHOLE, HEADER + ExportFormat.BLOCK_HEAD_BYTES, WHOLE.length - TRAILER);
        assertThat(refused(sealed(rows, Story.told().size() + 1))).isEqualTo(ExportFault.WRONG_COUNT);
    }

    @Test
    void theCommandSaysTheCode() {
        write(Arrays.copyOf(WHOLE, WHOLE.length - 1));
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exit = AuditMain.run(
                new String[] {"replay", "--from", FILE.toString()},
                Map.of(),
                System.out,
                new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(exit).isEqualTo(AuditMain.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("EXPORT_TRUNCATED: ");
    }

    private static byte[] changed(int at, int value) {
        byte[] damaged = WHOLE.clone();
        damaged[at] = (byte) value;
        return damaged;
    }

    /** One block of these rows, with every digest right. */
    private static byte[] sealed(byte[] rows, long events) {
        byte[] digest = ExportFormat.sha256().digest(rows);
        MessageDigest whole = ExportFormat.whole(Arrays.copyOfRange(WHOLE, HEADER - 32, HEADER));
        whole.update(digest);
        whole.update(ByteBuffer.allocate(8).putLong(events).flip());
        return ByteBuffer.allocate(HEADER + ExportFormat.BLOCK_HEAD_BYTES + rows.length + TRAILER)
                .put(WHOLE, 0, HEADER)
                .putInt(rows.length)
                .putInt(Story.told().size())
                .put(digest)
                .put(rows)
                .putInt(0)
                .putLong(events)
                .put(whole.digest())
                .array();
    }

    private static ExportFault refused(byte[] bytes) {
        write(bytes);
        ExportFault[] fault = new ExportFault[1];
        assertThatThrownBy(() -> Auditor.audit(new ExportFile(FILE, null, null)))
                .isInstanceOfSatisfying(ExportException.class, e -> fault[0] = e.fault());
        return fault[0];
    }

    private static void write(byte[] bytes) {
        try {
            Files.write(FILE, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
