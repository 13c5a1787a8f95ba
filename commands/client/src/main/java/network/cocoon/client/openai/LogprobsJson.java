package network.cocoon.client.openai;

import java.nio.charset.StandardCharsets;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.wire.chat.ChatFrame.Likely;
import network.cocoon.wire.chat.ChatFrame.TokenLogprob;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes log probabilities: each token's text, and its bytes where the text is a part of a character. */
final class LogprobsJson {

    private LogprobsJson() {}

    static void put(ObjectNode choice, @Nullable List<TokenLogprob> tokens) {
        if (tokens == null || tokens.isEmpty()) {
            return;
        }
        ArrayNode content = choice.putObject("logprobs").putArray("content");
        for (TokenLogprob token : tokens) {
            ObjectNode one = content.addObject();
            token(one, token.bytes(), token.logprob());
            ArrayNode top = one.putArray("top_logprobs");
            for (Likely likely : token.top()) {
                token(top.addObject(), likely.bytes(), likely.logprob());
            }
        }
    }

    private static void token(ObjectNode node, Bytes bytes, double logprob) {
        byte[] raw = bytes.toArray();
        node.put("token", new String(raw, StandardCharsets.UTF_8));
        node.put("logprob", logprob);
        ArrayNode list = node.putArray("bytes");
        for (byte b : raw) {
            list.add(b & 0xff);
        }
    }
}
