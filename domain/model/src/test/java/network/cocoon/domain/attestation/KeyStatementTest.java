package network.cocoon.domain.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import org.junit.jupiter.api.Test;

class KeyStatementTest {

    private static final Instant START = Instant.parse("2026-05-01T12:00:00.75Z");

    @Test
    void every_field_is_bound() {
        KeyStatement statement = statement("a1", START);

        assertThat(statement.reportData()).hasSize(64);
        assertThat(statement("a2", START).reportData()).isNotEqualTo(statement.reportData());
        assertThat(statement("a1", START.plusSeconds(1)).reportData()).isNotEqualTo(statement.reportData());
    }

    @Test
    void the_encoding_is_read_back() {
        KeyStatement statement = statement("a1", START);

        assertThat(KeyStatement.decode(statement.encode())).isEqualTo(statement);
        assertThat(statement.notBefore()).isEqualTo("2026-05-01T12:00:00Z");
    }

    /** Written by another program from the definition; a change here breaks every worker in the field. */
    @Test
    void the_report_data_is_what_the_protocol_says() {
        assertThat(HexFormat.of().formatHex(statement("a1", START).reportData()))
                .isEqualTo("dc1fd538d530d7be0f39a9efca49344e3f21bf628016af190aa80201f6d48086"
                        + "9ae9d21e4e6ffbca9074d26e5907c5d40c199922f229cdc0ebacc14ca9961542");
    }

    @Test
    void a_key_id_names_key_and_evidence() {
        Digest evidence = Digest.sha256(new byte[] {9});

        assertThat(statement("a1", START).keyId(evidence))
                .isEqualTo(new WorkerKeyId(
                        Digest.sha256(new byte[1216], evidence.raw()).hex()));
    }

    @Test
    void nothing_longer_shorter_or_different_is_read() {
        byte[] encoded = statement("a1", START).encode();

        assertThatThrownBy(() -> KeyStatement.decode(Arrays.copyOf(encoded, encoded.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        for (int length = 0; length < encoded.length; length += 13) {
            byte[] shortened = Arrays.copyOf(encoded, length);
            assertThatThrownBy(() -> KeyStatement.decode(shortened)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> statement("A1", START)).isInstanceOf(IllegalArgumentException.class);
    }

    private static KeyStatement statement(String platform, Instant start) {
        return new KeyStatement(
                new WorkerId("gpu_" + "0".repeat(32)),
                Bytes.of(new byte[1216]),
                Bytes.of(new byte[32]),
                Digest.sha256(new byte[] {1}),
                Digest.sha256(new byte[] {2}),
                Digest.sha256(new byte[] {3}),
                platform,
                Bytes.of(new byte[32]),
                start,
                start.plusSeconds(1800));
    }
}
