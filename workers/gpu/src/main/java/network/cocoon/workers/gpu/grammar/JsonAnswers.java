package network.cocoon.workers.gpu.grammar;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.workers.gpu.engine.AnswerForm;
import network.cocoon.workers.gpu.engine.AnswerFormat;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.text.TokenMask;
import network.cocoon.workers.gpu.text.Tokenizer;
import network.cocoon.workers.gpu.text.Vocabulary;
import org.jspecify.annotations.Nullable;

/** Makes the masks of a model's answers. Safe for many threads. */
public final class JsonAnswers {

    private final Tokenizer tokenizer;
    private final List<Integer> ends;
    private @Nullable TokenSpellings spellings;

    /** @param ends tokens that end an answer */
    public JsonAnswers(Tokenizer tokenizer, List<Integer> ends) {
        this.tokenizer = tokenizer;
        this.ends = List.copyOf(ends);
    }

    /**
     * What the answer to a prompt may be drawn from.
     *
     * @throws EngineException (UNSUPPORTED) for a schema that is not built, or a vocabulary that is not over bytes
     */
    public TokenMask mask(Prompt prompt, AnswerForm form) {
        if (prompt.call().isEmpty()) {
            return mask(prompt.format(), form);
        }
        Marks marks = new Marks(tokenizer);
        String tools = prompt.tools().orElse("[]");
        Rest whole = new CallGrammar(form, marks).of(tools, prompt.call().get());
        return mask(whole, marks.tokens(), form);
    }

    /** As {@link #mask(Prompt, AnswerForm)}, of an answer in this format. */
    TokenMask mask(Optional<AnswerFormat> format, AnswerForm form) {
        if (format.isEmpty()) {
            return TokenMask.NONE;
        }
        Schema schema = format.get().schema().map(SchemaReader::read).orElse(Values.object());
        return mask(Rest.of(Item.Space.LEADING, new Item.Value(schema)), Map.of(), form);
    }

    private TokenMask mask(Rest whole, Map<Integer, Character> marks, AnswerForm form) {
        Vocabulary vocabulary = tokenizer
                .vocabulary()
                .orElseThrow(() -> new EngineException(
                        EngineException.Code.UNSUPPORTED, "this model's vocabulary is not over bytes"));
        Thinking thinking = new Thinking(tokenizer.added("<think>"), tokenizer.added("</think>"), form.reasoning());
        return new JsonMask(vocabulary, spellings(vocabulary), whole, marks, ends, thinking);
    }

    /** Made for the first answer that needs it. */
    private synchronized TokenSpellings spellings(Vocabulary vocabulary) {
        TokenSpellings made = spellings;
        if (made == null) {
            made = new TokenSpellings(vocabulary);
            if (!made.complete()) {
                throw new EngineException(
                        EngineException.Code.UNSUPPORTED, "this model's vocabulary cannot spell all of JSON");
            }
            spellings = made;
        }
        return made;
    }
}
