package network.cocoon.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatPayloadTest {

    private static final List<ChatPayload.Message> HELLO = List.of(new ChatPayload.Message("user", "hello"));

    @Test
    void whatIsOptionalMayBeAbsentOrGiven() {
        var bare = new ChatPayload(HELLO, new ChatPayload.Sampling(null, null, null, null, null, null), 5, null);
        var full =
                new ChatPayload(HELLO, new ChatPayload.Sampling(0.5, 0.9, 7L, List.of("stop"), 0.1, -0.1), 5, "secret");
        assertThat(ChatPayload.decode(bare.encode())).isEqualTo(bare);
        assertThat(ChatPayload.decode(full.encode())).isEqualTo(full);
    }

    @Test
    void framesRoundTrip() {
        var delta = new ChatFrame.Delta("ünïcode");
        var done = new ChatFrame.Done(ChatFrame.FinishReason.LENGTH);
        assertThat(ChatFrame.decode(delta.encode())).isEqualTo(delta);
        assertThat(ChatFrame.decode(done.encode())).isEqualTo(done);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"messages\":[],\"sampling\":{},\"maxTokens\":5}",
                "{\"messages\":[{\"role\":\"user\"}],\"sampling\":{},\"maxTokens\":5}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"secret\"}],\"maxTokens\":5}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"secret\"}],\"sampling\":{},\"maxTokens\":5,\"x\":1}"
            })
    void malformedContentIsRefusedWithoutAWordOfIt(String json) {
        assertThatThrownBy(() -> ChatPayload.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }
}
