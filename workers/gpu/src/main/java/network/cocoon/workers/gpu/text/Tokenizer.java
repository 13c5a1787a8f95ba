package network.cocoon.workers.gpu.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import network.cocoon.workers.gpu.model.ModelException;
import network.cocoon.workers.gpu.model.ModelException.Code;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model's tokenizer. Safe for many threads. */
public final class Tokenizer implements AutoCloseable {

    private final HuggingFaceTokenizer tokenizer;
    private final Map<String, Integer> added;
    private final List<String> control;

    private Tokenizer(HuggingFaceTokenizer tokenizer, Map<String, Integer> added, List<String> control) {
        this.tokenizer = tokenizer;
        this.added = Map.copyOf(added);
        this.control = List.copyOf(control);
    }

    /**
     * From the bytes of tokenizer.json.
     *
     * @throws ModelException with {@link Code#TOKENIZER_INVALID}
     */
    public static Tokenizer of(byte[] json) {
        Map<String, Integer> added = new HashMap<>();
        List<String> control = new ArrayList<>();
        try {
            for (JsonNode token : JsonMapper.shared().readTree(json).path("added_tokens")) {
                String content = token.path("content").asString("");
                if (!content.isEmpty()) {
                    added.put(content, token.path("id").asInt(-1));
                    if (token.path("special").asBoolean(false)) {
                        control.add(content);
                    }
                }
            }
            // The default truncates at 512 tokens, which would bill and answer another prompt than the one sent.
            Map<String, String> options = Map.of("truncation", "false", "padding", "false");
            return new Tokenizer(
                    HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options), added, control);
        } catch (JacksonException | IOException e) {
            throw new ModelException(Code.TOKENIZER_INVALID, "tokenizer.json cannot be loaded", e);
        } catch (RuntimeException e) { // what the native library throws has no type of its own
            throw new ModelException(Code.TOKENIZER_INVALID, "tokenizer.json is refused by the tokenizer", e);
        }
    }

    /** The tokens of a text; control tokens written out in it become those tokens. */
    public int[] encode(String text) {
        return Arrays.stream(tokenizer.encode(text, false, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** The text of tokens without control tokens; a cut character shows as U+FFFD. */
    public String decode(List<Integer> tokens) {
        return tokenizer.decode(tokens.stream().mapToLong(Integer::longValue).toArray(), true);
    }

    /** The id of an added token such as {@code <|im_end|>}. */
    public OptionalInt added(String content) {
        Integer id = added.get(content);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** Whether the text spells a control token. */
    public boolean hasControl(String text) {
        return control.stream().anyMatch(text::contains);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
