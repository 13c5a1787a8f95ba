package network.cocoon.workers.gpu.upstream;

import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.engine.AnswerForm;
import network.cocoon.workers.gpu.text.Tokenizer;

/** Tells the tokens of a growing answer's reasoning from the others: those up to the end of its mark. */
final class Thought {

    private static final String START = "<think>";
    private static final String END = "</think>";

    private final Tokenizer tokenizer;
    private final StringBuilder text = new StringBuilder();
    private final boolean possible;
    private boolean open;
    private boolean over;
    private int tokens;

    Thought(Tokenizer tokenizer, AnswerForm form) {
        this.tokenizer = tokenizer;
        this.possible = form.reasons();
        this.open = form.reasoning();
    }

    /** @param count tokens of all the text so far, this piece included */
    void add(String piece, int count) {
        if (over || !possible) {
            return;
        }
        text.append(piece);
        String start = text.toString().stripLeading();
        if (!open && !start.startsWith(START)) {
            over = !START.startsWith(start);
            return;
        }
        open = true;
        int end = text.indexOf(END);
        tokens = end < 0 ? count : Math.min(count, tokenizer.encode(text.substring(0, end + END.length())).length);
        over = end >= 0;
    }

    /** @param count tokens of the answer that are owed */
    TokenUsage usage(int prompt, int count) {
        int reasoning = Math.min(tokens, count);
        return new TokenUsage(prompt, 0, count - reasoning, reasoning);
    }
}
