package network.cocoon.workers.gpu.chat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.workers.gpu.jinja.Value;
import network.cocoon.workers.gpu.model.ModelException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens that templates name rather than spell, from tokenizer_config.json. */
record SpecialTokens(Map<String, Value> byName) {

    private static final List<String> NAMES = List.of("bos_token", "eos_token", "pad_token", "unk_token");
    private static final int MOST_CHARACTERS = 256;

    static SpecialTokens of(byte[] tokenizerConfig) {
        Map<String, Value> tokens = new LinkedHashMap<>();
        JsonNode config;
        try {
            config = JsonMapper.shared().readTree(tokenizerConfig);
        } catch (JacksonException e) {
            throw new ModelException(ModelException.Code.JSON_INVALID, "tokenizer_config.json does not parse", e);
        }
        for (String name : NAMES) {
            JsonNode token = config.path(name);
            String text = token.isObject() ? token.path("content").asString("") : token.asString("");
            if (text.length() > MOST_CHARACTERS) {
                throw new ModelException(ModelException.Code.TOKENIZER_INVALID, name + " is longer than any token");
            }
            if (!text.isEmpty()) {
                tokens.put(name, new Value.Text(text));
            }
        }
        return new SpecialTokens(tokens);
    }
}
