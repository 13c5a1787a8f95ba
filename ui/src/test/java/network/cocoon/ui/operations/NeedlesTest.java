package network.cocoon.ui.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** A search that cannot find would find every place clean. */
class NeedlesTest {

    private static final String TEXT = "kanarie-4711-é-0815-vogel";

    private final Needles needles = new Needles().everyForm(TEXT);

    private boolean finds(byte[] haystack) throws IOException {
        return !needles.in(new ByteArrayInputStream(haystack)).isEmpty();
    }

    @Test
    void it_finds_every_form_that_others_write() throws IOException {
        assertThat(finds(("x" + TEXT + "y").getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(finds(("x" + TEXT + "y").getBytes(StandardCharsets.ISO_8859_1)))
                .isTrue();
        assertThat(finds(("x" + TEXT + "y").getBytes(StandardCharsets.UTF_16LE)))
                .isTrue();
        assertThat(finds(("x" + TEXT + "y").getBytes(StandardCharsets.UTF_16BE)))
                .isTrue();
        byte[] utf8 = TEXT.getBytes(StandardCharsets.UTF_8);
        assertThat(finds(HexFormat.of().formatHex(utf8).getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
        assertThat(finds(HexFormat.of().withUpperCase().formatHex(utf8).getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
        assertThat(finds(JsonMapper.builder()
                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                        .build()
                        .writeValueAsBytes("said: " + TEXT)))
                .isTrue();
        assertThat(finds("nothing of the kind".repeat(100).getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void it_finds_base64_wherever_the_text_begins_and_ends() throws IOException {
        for (int before = 0; before < 7; before++) {
            for (int behind = 0; behind < 4; behind++) {
                byte[] around = ("a".repeat(before) + TEXT + "z".repeat(behind)).getBytes(StandardCharsets.UTF_8);
                assertThat(finds(Base64.getEncoder().encode(around))).isTrue();
                assertThat(finds(Base64.getUrlEncoder().withoutPadding().encode(around)))
                        .isTrue();
            }
        }
    }

    @Test
    void it_finds_what_lies_across_two_chunks() throws IOException {
        for (int shift = 0; shift < 40; shift++) {
            var bytes = new ByteArrayOutputStream();
            bytes.write(new byte[(4 << 20) - shift]);
            bytes.write(TEXT.getBytes(StandardCharsets.UTF_8));
            bytes.write(new byte[100]);
            assertThat(finds(bytes.toByteArray()))
                    .as("at %s before the border", shift)
                    .isTrue();
        }
    }
}
