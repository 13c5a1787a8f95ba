package network.cocoon.workers.gpu.text;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.workers.gpu.engine.EmbeddingOrder;
import network.cocoon.workers.gpu.engine.EmbeddingOrder.Input;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.EngineException.Code;

/** The tokens of texts that are to be embedded. */
public final class EmbeddingTokens {

    private EmbeddingTokens() {}

    /**
     * For each text in order; one that spells a control token gets that token, as it has no turns to forge.
     *
     * @param vocabulary ids are below
     * @param context the most tokens of one text
     * @throws EngineException PROMPT_TOO_LONG for one text or all together, UNSUPPORTED for ids that the model does not have
     *     and for a text of no tokens
     */
    public static List<int[]> of(EmbeddingOrder order, Tokenizer tokenizer, int vocabulary, int context) {
        List<int[]> texts = new ArrayList<>();
        long total = 0;
        for (Input input : order.inputs()) {
            int[] tokens =
                    switch (input) {
                        case Input.Words words -> tokenizer.encodeAlone(words.text());
                        case Input.Tokens given -> given.ids();
                    };
            total += tokens.length;
            if (tokens.length > context || total > order.maxTotal()) {
                throw new EngineException(
                        Code.PROMPT_TOO_LONG,
                        tokens.length + " tokens of a text, " + total + " so far, do not fit " + context + " and "
                                + order.maxTotal());
            }
            if (tokens.length == 0) {
                throw new EngineException(Code.UNSUPPORTED, "a text of no tokens");
            }
            for (int token : tokens) {
                if (token < 0 || token >= vocabulary) {
                    throw new EngineException(Code.UNSUPPORTED, "no token has the id " + token);
                }
            }
            texts.add(tokens);
        }
        return texts;
    }
}
