package network.cocoon.domain.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import network.cocoon.domain.kernel.Digest;
import org.junit.jupiter.api.Test;

class LeafTest {

    private static final byte[] SALT = new byte[32];

    static {
        Arrays.fill(SALT, (byte) 0xa5);
    }

    private static LeafRow row(String stream, String aggregate, byte[] metadata, byte[] payload) {
        return new LeafRow(7, 2, 1, -1, SALT, stream, aggregate, "e-1", "worker.Lost", metadata, payload);
    }

    /** Written out by hand after the layout's description. */
    @Test
    void isTheHashOfExactlyTheseBytes() {
        LeafRow row = row("worker", "gpu_ü", "{}".getBytes(UTF_8), "{\"a\":1}".getBytes(UTF_8));
        String numbers = "0000000000000007" + "0000000000000002" + "00000001" + "ffffffffffffffff";
        String rest = "0006" + hex("worker") + "0006" + hex("gpu_ü") + "0003" + hex("e-1") + "000b" + hex("worker.Lost")
                + "00000002" + hex("{}") + hex("{\"a\":1}");

        assertThat(HexFormat.of().formatHex(row.bytes())).isEqualTo(numbers + "a5".repeat(32) + rest);
        assertThat(new LeafHasher().hash(row))
                .isEqualTo(Digest.sha256(HexFormat.of().parseHex("00" + "a5".repeat(32) + numbers + rest)));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }

    /** One hasher, one leaf after the other, wherever in a block its row stands. */
    @Test
    void isTheSameWhereverTheRowStands() {
        LeafHasher hasher = new LeafHasher();
        LeafRow row = row("worker", "a", new byte[3], new byte[5]);
        byte[] bytes = row.bytes();
        byte[] block = new byte[bytes.length + 9];
        System.arraycopy(bytes, 0, block, 4, bytes.length);

        Digest alone = hasher.hash(row);

        assertThat(hasher.hash(block, 4, 4 + bytes.length)).isEqualTo(alone);
        assertThat(new LeafHasher().hash(row)).isEqualTo(alone);
    }

    @Test
    void everyBitCounts() {
        LeafHasher hasher = new LeafHasher();
        byte[] bytes = row("worker", "a", new byte[3], new byte[5]).bytes();
        Set<Digest> leaves = new HashSet<>();
        leaves.add(hasher.hash(bytes, 0, bytes.length));
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] other = bytes.clone();
            other[bit / 8] ^= (byte) (1 << (bit % 8));
            leaves.add(hasher.hash(other, 0, other.length));
        }

        assertThat(leaves).hasSize(8 * bytes.length + 1);
    }

    /** What moves from one field to the next makes another row. */
    @Test
    void fieldsDoNotRunIntoEachOther() {
        LeafHasher hasher = new LeafHasher();

        assertThat(hasher.hash(row("workera", "b", new byte[3], new byte[5])))
                .isNotEqualTo(hasher.hash(row("worker", "ab", new byte[3], new byte[5])));
        assertThat(hasher.hash(row("worker", "a", new byte[4], new byte[4])))
                .isNotEqualTo(hasher.hash(row("worker", "a", new byte[3], new byte[5])));
    }

    @Test
    void whatDoesNotFitIsNoRow() {
        assertThatThrownBy(() ->
                        row("x".repeat(65_536), "a", new byte[0], new byte[0]).bytes())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LeafRow(1, 0, 1, 0, new byte[31], "s", "a", "e", "s.X", SALT, SALT).bytes())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
