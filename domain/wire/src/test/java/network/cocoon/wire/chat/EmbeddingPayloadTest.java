package network.cocoon.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import network.cocoon.domain.envelope.FramePadding;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.wire.chat.EmbeddingPayload.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingPayloadTest {

    @Test
    void words_and_tokens_round_trip_and_tell_themselves_from_a_chat() {
        var payload = new EmbeddingPayload(List.of(Input.of("ünïcode"), Input.of(List.of(3, 1))), 64);
        assertThat(RequestPayload.decode(payload.encode())).isEqualTo(payload);
        var chat = new ChatPayload(
                List.of(new ChatPayload.Message("user", "inputs")),
                new ChatPayload.Sampling(null, null, null, null, null, null),
                5,
                null);
        assertThat(RequestPayload.decode(chat.encode())).isEqualTo(chat);
        assertThat(new String(payload.encode(), StandardCharsets.UTF_8))
                .isEqualTo("{\"inputs\":[{\"text\":\"ünïcode\"},{\"tokens\":[3,1]}],\"dimensions\":64}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"inputs\":[]}",
                "{\"inputs\":[{}]}",
                "{\"inputs\":[{\"text\":\"\"}]}",
                "{\"inputs\":[{\"tokens\":[]}]}",
                "{\"inputs\":[{\"text\":\"secret\",\"tokens\":[1]}]}",
                "{\"inputs\":[{\"tokens\":[null]}]}",
                "{\"inputs\":[{\"tokens\":[1.5]}]}",
                "{\"inputs\":[{\"text\":\"secret\"}],\"dimensions\":0}",
                "{\"inputs\":[{\"text\":\"secret\"}],\"dimensions\":32769}",
                "{\"inputs\":[{\"text\":\"secret\"}],\"messages\":[]}",
                "{\"inputs\":[{\"text\":\"secret\"}]} secret",
                "{\"secret\":1}",
                "{}",
                "[]",
                "",
                "secret"
            })
    void malformed_content_is_refused_without_a_word_of_it(String json) {
        assertThatThrownBy(() -> RequestPayload.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void no_more_texts_than_are_served() {
        List<Input> most = Collections.nCopies(EmbeddingPayload.MAX_INPUTS, Input.of("a"));
        var payload = new EmbeddingPayload(most, null);
        assertThat(RequestPayload.decode(payload.encode())).isEqualTo(payload);
        byte[] more = payload.encode();
        String doubled = new String(more, StandardCharsets.UTF_8).replaceFirst("\\[", "[{\"text\":\"b\"},");
        assertThatThrownBy(() -> RequestPayload.decode(doubled.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbers_keep_every_bit_and_fit_a_frame() {
        float[] numbers = new float[EmbeddingFrame.MAX_VALUES];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.intBitsToFloat(0x3f80_0000 + i * 7919);
        }
        EmbeddingFrame frame = EmbeddingFrame.of(EmbeddingFrame.MAX_WIDTH, numbers, 0, numbers.length);
        assertThat(frame.encode().length).isLessThanOrEqualTo(FramePadding.MAX_CONTENT);
        assertThat(EmbeddingFrame.decode(frame.encode()).numbers()).isEqualTo(numbers);
        assertThat(EmbeddingFrame.of(2, numbers, 1, 1).numbers()).containsExactly(numbers[1]);
    }

    @Test
    void a_frame_of_another_form_is_refused() {
        for (int length : new int[] {0, 3, 4 * EmbeddingFrame.MAX_VALUES + 4}) {
            assertThatThrownBy(() -> new EmbeddingFrame(2, Bytes.of(new byte[length])))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (int width : new int[] {0, EmbeddingFrame.MAX_WIDTH + 1}) {
            assertThatThrownBy(() -> new EmbeddingFrame(width, Bytes.of(new byte[4])))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> EmbeddingFrame.decode(new ChatFrame.Delta("secret").encode()))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }
}
