package network.cocoon.workers.gpu.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.engine.AnswerForm;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.TokenLogprob;
import network.cocoon.workers.gpu.engine.TokenSink;
import network.cocoon.workers.gpu.text.IncrementalDecoder;
import network.cocoon.workers.gpu.text.StopStrings;
import network.cocoon.workers.gpu.text.Tokenizer;

/** One answer on its way out: text, stop strings and counts. */
final class Answer {

    private final IncrementalDecoder decoder;
    private final StopStrings stops;
    private final TokenSink sink;
    private GivenTokens given;
    private final int promptTokens;
    private final OptionalInt thinkingStarts;
    private final OptionalInt thinkingEnds;
    private final Deque<Told> untold = new ArrayDeque<>();
    private boolean thinking;
    private int cached;
    private int reasoning;
    private int completion;

    /** @param tokens when it was drawn: what is told of it goes out with its text */
    private record Told(int tokens, TokenLogprob logprob) {}

    Answer(Tokenizer tokenizer, List<String> stop, int promptTokens, AnswerForm form, TokenSink sink) {
        this.decoder = new IncrementalDecoder(tokenizer);
        this.stops = new StopStrings(stop);
        this.promptTokens = promptTokens;
        this.given = new GivenTokens(new TokenUsage(promptTokens, 0, 0, 0));
        this.sink = sink;
        this.thinkingStarts = tokenizer.added("<think>");
        this.thinkingEnds = tokenizer.added("</think>");
        this.thinking = form.reasoning();
        sink.begins(form);
    }

    /** So many tokens of the prompt were not run again: the same number before each token of an answer. */
    void reused(int tokens) {
        if (tokens != cached) {
            cached = tokens;
            given = new GivenTokens(usage());
        }
    }

    /** Gives out what the token completes; false if it completed a stop string. */
    boolean add(int token, Optional<TokenLogprob> logprob) {
        thinking |= thinkingStarts.isPresent() && thinkingStarts.getAsInt() == token;
        if (thinking) {
            reasoning++;
        } else {
            completion++;
            logprob.ifPresent(told -> untold.add(new Told(tokens(), told)));
        }
        thinking &= thinkingEnds.isEmpty() || thinkingEnds.getAsInt() != token;
        String text = decoder.add(token);
        given.decoded(text, usage());
        give(stops.add(text));
        return !stops.met();
    }

    /** Tokens so far, of any kind. */
    int tokens() {
        return completion + reasoning;
    }

    void end(Finish.Reason reason) {
        if (!stops.met()) {
            String rest = decoder.finish();
            given.decoded(rest, usage());
            give(stops.add(rest));
            give(stops.finish());
        }
        sink.finished(new Finish(reason, usage()));
    }

    private TokenUsage usage() {
        return new TokenUsage(promptTokens - cached, cached, completion, reasoning);
    }

    private void give(String text) {
        if (!text.isEmpty()) {
            TokenUsage owed = given.out(text);
            while (!untold.isEmpty() && untold.getFirst().tokens() <= owed.completion() + owed.reasoning()) {
                sink.logprobs(untold.removeFirst().logprob());
            }
            sink.text(text, owed);
        }
    }
}
