package network.cocoon.workers.gpu.upstream;

import java.util.OptionalInt;
import network.cocoon.workers.gpu.engine.EngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One event of a stream of completions.
 *
 * @param text more of the answer, or empty
 * @param reason why the answer ended: "stop", "length", or for a server that gave it up anything else; empty while it goes on
 * @param completionTokens what the server says it generated, in the event that says so
 */
record Delta(String text, String reason, OptionalInt completionTokens) {

    /** @throws EngineException for anything that is no such event */
    static Delta of(String json) {
        try {
            JsonNode node = JsonMapper.shared().readTree(json);
            if (!node.isObject() || node.has("error")) {
                throw broken("the server reports an error within its stream");
            }
            JsonNode choice = node.path("choices").path(0);
            JsonNode tokens = node.path("usage").path("completion_tokens");
            return new Delta(
                    choice.path("text").asString(""),
                    choice.path("finish_reason").asString(""),
                    tokens.canConvertToInt() ? OptionalInt.of(tokens.intValue()) : OptionalInt.empty());
        } catch (JacksonException e) {
            throw broken("an event of the server is no JSON");
        }
    }

    static EngineException broken(String what) {
        return new EngineException(EngineException.Code.CRASHED, what);
    }
}
