package network.cocoon.domain.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import org.junit.jupiter.api.Test;

/** What a key statement carries for nonce and block, byte for byte. */
class BeaconTest {

    private static final Bytes NONCE = nonce(7);
    private static final Instant TIME = Instant.ofEpochSecond(1_800_000_000);
    private static final MasterBlock BLOCK = new MasterBlock(-239, 4_000_000_000L, Digest.sha256(new byte[] {1}), TIME);
    private static final Beacon BEACON = new Beacon(NONCE, BLOCK);

    /** Written by another program from the definition; a change here breaks every worker in the field. */
    @Test
    void the_digest_is_what_the_definition_says() {
        assertThat(Digest.of(BEACON.digest().toArray()).hex())
                .isEqualTo("7e0da609c056130066f56ac17a4e975c311cddf493dbc9a433541a98c9871f97");
    }

    @Test
    void every_part_is_bound() {
        Stream<Beacon> others = Stream.of(
                new Beacon(nonce(8), BLOCK),
                new Beacon(NONCE, new MasterBlock(-3, BLOCK.seqno(), BLOCK.rootHash(), TIME)),
                new Beacon(NONCE, new MasterBlock(-239, BLOCK.seqno() - 1, BLOCK.rootHash(), TIME)),
                new Beacon(NONCE, new MasterBlock(-239, BLOCK.seqno(), Digest.sha256(new byte[] {2}), TIME)),
                new Beacon(NONCE, new MasterBlock(-239, BLOCK.seqno(), BLOCK.rootHash(), TIME.plusSeconds(1))));
        assertThat(others.map(Beacon::digest)).doesNotContain(BEACON.digest()).doesNotHaveDuplicates();
    }

    @Test
    void the_encoding_is_read_back_and_no_other_is() {
        byte[] encoded = BEACON.encode();
        assertThat(Beacon.decode(encoded)).isEqualTo(BEACON);
        assertThat(encoded.length).isLessThan(Beacon.MAX_BYTES);
        for (int length = 0; length < encoded.length; length++) {
            byte[] shortened = Arrays.copyOf(encoded, length);
            assertThatIllegalArgumentException().isThrownBy(() -> Beacon.decode(shortened));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Beacon.decode(Arrays.copyOf(encoded, encoded.length + 1)));
    }

    @Test
    void a_nonce_has_32_bytes_and_a_number_32_bits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Beacon(Bytes.of(new byte[31]), BLOCK));
        for (long seqno : List.of(-1L, 1L << 32)) {
            assertThatIllegalArgumentException().isThrownBy(() -> new MasterBlock(-3, seqno, BLOCK.rootHash(), TIME));
        }
    }

    private static Bytes nonce(int number) {
        byte[] nonce = new byte[32];
        Arrays.fill(nonce, (byte) number);
        return Bytes.of(nonce);
    }
}
