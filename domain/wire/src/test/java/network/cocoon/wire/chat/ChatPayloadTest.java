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
    void whatWasThereBeforeReadsAsBefore() {
        var payload = new ChatPayload(HELLO, new ChatPayload.Sampling(0.5, null, null, null, null, null), 5, null);
        assertThat(new String(payload.encode(), StandardCharsets.UTF_8))
                .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],"
                        + "\"sampling\":{\"temperature\":0.5},\"maxTokens\":5}");
        assertThat(new String(new ChatFrame.Delta("a").encode(), StandardCharsets.UTF_8))
                .isEqualTo("{\"kind\":\"delta\",\"text\":\"a\"}");
        assertThat(new String(new ChatFrame.Done(ChatFrame.FinishReason.STOP).encode(), StandardCharsets.UTF_8))
                .isEqualTo("{\"kind\":\"done\",\"reason\":\"STOP\"}");
    }

    @Test
    void toolsFormatsAndChoicesRoundTrip() {
        var call = new ChatPayload.ToolCall("c1", "f", "{}");
        var payload = new ChatPayload(
                List.of(
                        new ChatPayload.Message("assistant", "", "thought", List.of(call), null),
                        new ChatPayload.Message("tool", "x", null, null, "c1")),
                new ChatPayload.Sampling(
                        null, null, null, null, null, null, 5, 0.1, 1.1, java.util.Map.of("7", -100.0), 2),
                5,
                null,
                3,
                "[]",
                true,
                new ChatPayload.Format("{}"),
                null);
        assertThat(ChatPayload.decode(payload.encode())).isEqualTo(payload);
        for (var choice : List.of(new ChatPayload.ToolChoice(null), new ChatPayload.ToolChoice("f"))) {
            var options = new ChatOptions(null, "[]", null, null, choice, null);
            var forced = ChatPayload.of(payload.messages(), payload.sampling(), 5, options);
            assertThat(ChatPayload.decode(forced.encode())).isEqualTo(forced);
        }
    }

    @Test
    void piecesOfAnAnswerRoundTrip() {
        var bytes = network.cocoon.domain.kernel.Bytes.of(new byte[] {(byte) 0xe2, 1});
        for (ChatFrame frame : List.of(
                new ChatFrame.Delta(
                        "a",
                        1,
                        List.of(new ChatFrame.TokenLogprob(bytes, -0.5, List.of(new ChatFrame.Likely(bytes, -1))))),
                new ChatFrame.Reasoning("r", null),
                new ChatFrame.ToolCall(0, "c", "f", "", 2),
                new ChatFrame.ToolCall(0, null, null, "{}", null))) {
            assertThat(ChatFrame.decode(frame.encode())).isEqualTo(frame);
        }
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
                "{\"messages\":[{\"role\":\"user\",\"content\":\"secret\"}],\"sampling\":{},\"maxTokens\":5,\"toolChoice\":{}}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"secret\"}],\"sampling\":{},\"maxTokens\":5,\"x\":1}"
            })
    void malformedContentIsRefusedWithoutAWordOfIt(String json) {
        assertThatThrownBy(() -> ChatPayload.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }
}
