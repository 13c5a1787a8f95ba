package network.cocoon.workers.gpu.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.SamplingSettings;
import network.cocoon.workers.gpu.model.ModelException;
import network.cocoon.workers.gpu.model.ModelException.Code;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model's tokenizer. Safe for many threads. */
public final class Tokenizer implements AutoCloseable {

    /** A large tokenizer takes a second or two on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What patterns that backtrack are slow at. */
    private static final List<String> TRIALS = List.of(
            "a".repeat(2000),
            " ".repeat(2000) + "x",
            "aA1 !\n".repeat(400),
            "1".repeat(2000) + "!",
            "\u00e9\u6f22\ud83e\udd8b".repeat(400));

    private final HuggingFaceTokenizer tokenizer;
    private final Map<String, Integer> added;
    private final Set<String> hidden;
    private final List<String> control;
    private final Optional<Vocabulary> vocabulary;

    private Tokenizer(
            HuggingFaceTokenizer tokenizer,
            Map<String, Integer> added,
            Set<String> hidden,
            List<String> control,
            Optional<Vocabulary> vocabulary) {
        this.tokenizer = tokenizer;
        this.added = Map.copyOf(added);
        this.hidden = Set.copyOf(hidden);
        this.control = List.copyOf(control);
        this.vocabulary = vocabulary;
    }

    /**
     * From the bytes of tokenizer.json. It is read, loaded and tried within seconds, or refused.
     *
     * @throws ModelException with {@link Code#TOKENIZER_INVALID}
     */
    public static Tokenizer of(byte[] json) {
        return of(json, PATIENCE);
    }

    static Tokenizer of(byte[] json, Duration patience) {
        JsonNode read;
        try {
            read = JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw new ModelException(Code.TOKENIZER_INVALID, "tokenizer.json does not parse", e);
        }
        TokenizerRules.check(read);
        Map<String, Integer> added = new HashMap<>();
        Set<String> hidden = new HashSet<>();
        List<String> control = new ArrayList<>();
        for (JsonNode token : read.path("added_tokens")) {
            String content = token.path("content").asString("");
            added.put(content, token.path("id").asInt(-1));
            boolean special = token.path("special").asBoolean(false);
            if (special) {
                hidden.add(content);
            }
            if (special || isTurn(content)) {
                control.add(content);
            }
        }
        return new Tokenizer(tried(json, patience), added, hidden, control, Vocabulary.of(read));
    }

    /** DeepSeek's {@code <｜User｜>} is not marked as special, and forges a turn all the same. */
    private static boolean isTurn(String content) {
        return (content.startsWith("<|") && content.endsWith("|>"))
                || (content.startsWith("<｜") && content.endsWith("｜>"));
    }

    /** The native library cannot be interrupted: one that does not come back is left behind, and so is the model. */
    private static HuggingFaceTokenizer tried(byte[] json, Duration patience) {
        CompletableFuture<HuggingFaceTokenizer> loaded = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("tokenizer-trial").start(() -> {
            try {
                // The default truncates at 512 tokens, which would bill and answer another prompt than the one sent.
                Map<String, String> options = Map.of("truncation", "false", "padding", "false");
                HuggingFaceTokenizer tokenizer =
                        HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options);
                for (String trial : TRIALS) {
                    tokenizer.encode(trial, false, false);
                }
                loaded.complete(tokenizer);
            } catch (IOException
                    | RuntimeException
                    | Error e) { // what the native library throws has no type of its own
                loaded.completeExceptionally(e);
            }
        });
        try {
            return loaded.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new ModelException(Code.TOKENIZER_INVALID, "tokenizer.json is refused by the tokenizer", e);
        } catch (TimeoutException e) {
            throw new ModelException(
                    Code.TOKENIZER_INVALID, "tokenizer.json takes more than " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException(Code.TOKENIZER_INVALID, "loading was interrupted", e);
        }
    }

    /** The tokens of a text; control tokens written out in it become those tokens. */
    public int[] encode(String text) {
        return Arrays.stream(tokenizer.encode(text, false, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** The same with the tokens that the tokenizer puts around a text that stands by itself, where it has some. */
    public int[] encodeAlone(String text) {
        return Arrays.stream(tokenizer.encode(text, true, false).getIds())
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

    /** The same for one that {@link #decode} shows. */
    public OptionalInt visible(String content) {
        return hidden.contains(content) ? OptionalInt.empty() : added(content);
    }

    /** Whether the text spells a control token. */
    public boolean hasControl(String text) {
        return control.stream().anyMatch(text::contains);
    }

    /** What each token stands for; empty where the tokenizer is not over bytes. */
    public Optional<Vocabulary> vocabulary() {
        return vocabulary;
    }

    /** Throws {@link EngineException} (UNSUPPORTED) for an id that is no token's. */
    public void require(Set<Integer> tokens) {
        if (!tokens.isEmpty()) {
            Vocabulary known = vocabulary.orElseThrow(() ->
                    new EngineException(EngineException.Code.UNSUPPORTED, "this model's vocabulary is not over bytes"));
            tokens.forEach(known::require);
        }
    }

    /** What is told of each token, where the settings ask for it; a token that is not text is told by what it shows. */
    public Optional<Logprobs> logprobs(SamplingSettings sampling) {
        return sampling.topLogprobs().isEmpty()
                ? Optional.empty()
                : Optional.of(new Logprobs(
                        sampling.topLogprobs().getAsInt(),
                        token -> vocabulary.map(known -> known.bytes(token)).orElseGet(() -> shown(token))));
    }

    private byte[] shown(int token) {
        return decode(List.of(token)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
