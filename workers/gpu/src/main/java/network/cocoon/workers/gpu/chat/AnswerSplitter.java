package network.cocoon.workers.gpu.chat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.engine.AnswerForm;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.TokenLogprob;
import network.cocoon.workers.gpu.engine.TokenSink;

/** Takes what a model writes apart: reasoning, text and calls. What is held back, for a mark that it may begin, is not owed. */
public final class AnswerSplitter implements TokenSink {

    private final AnswerParts parts;
    private final Deque<TokenLogprob> logprobs = new ArrayDeque<>();
    private AnswerReader reader = new AnswerReader(AnswerForm.PLAIN);
    private TokenUsage owed = TokenUsage.NONE;

    public AnswerSplitter(AnswerParts parts) {
        this.parts = parts;
    }

    @Override
    public void begins(AnswerForm form) {
        reader = new AnswerReader(form);
    }

    @Override
    public void logprobs(TokenLogprob token) {
        logprobs.add(token);
    }

    @Override
    public void text(String delta, TokenUsage usage) {
        List<AnswerParts.Part> read = reader.add(delta);
        if (!reader.holds()) {
            owed = usage;
        }
        give(read, owed);
    }

    private void give(List<AnswerParts.Part> read, TokenUsage usage) {
        for (AnswerParts.Part part : read) {
            if (part instanceof AnswerParts.Part.Text) {
                logprobs.forEach(parts::logprobs);
                logprobs.clear();
            }
            parts.part(part, usage);
        }
    }

    @Override
    public void flush() {
        parts.flush();
    }

    @Override
    public void finished(Finish finish) {
        give(reader.finish(), finish.usage());
        parts.finished(finish);
    }
}
