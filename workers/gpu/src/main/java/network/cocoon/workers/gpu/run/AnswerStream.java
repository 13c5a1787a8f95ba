package network.cocoon.workers.gpu.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.wire.chat.ChatFrame;
import network.cocoon.workers.gpu.chat.AnswerParts;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.TokenLogprob;
import org.jspecify.annotations.Nullable;

/**
 * Turns the parts of answers into sealed frames: the first piece at once, then one a tick or a bucket of pieces, so that the
 * size and time of frames say little about the text.
 */
final class AnswerStream implements AnswerParts {

    private static final int BUCKET = 16;
    private static final long TICK_MILLIS = 40;

    /** Of one frame; escaped as JSON it still fits the largest. */
    private static final int MOST_CHARACTERS = 4096;

    /** Log probabilities in one frame, with all that is told beside each. */
    private static final int MOST_TOLD = 4;

    private final SealedFrames frames;
    private final InstantSource clock;
    private final StringBuilder pending = new StringBuilder();
    private final List<ChatFrame.TokenLogprob> told = new ArrayList<>();
    private Channel channel = Channel.TEXT;
    private int pieces;
    private int choice;
    private int call;
    private boolean calls;
    /** What earlier answers of this request took. */
    private TokenUsage before = TokenUsage.NONE;

    private TokenUsage sent = TokenUsage.NONE;
    private TokenUsage owed = TokenUsage.NONE;
    private @Nullable Instant firstText;
    private @Nullable Instant lastFrame;
    private @Nullable Finish finish;

    AnswerStream(SealedFrames frames, InstantSource clock) {
        this.frames = frames;
        this.clock = clock;
    }

    /** What the pending text is; one frame holds text of one kind. */
    private enum Channel {
        TEXT,
        REASONING,
        ARGUMENTS
    }

    /** One answer more is to come: what it takes is owed beside what the others took. */
    void next() {
        choice++;
        before = owed;
        calls = false;
        finish = null;
    }

    @Override
    public void part(Part part, TokenUsage usage) {
        switch (part) {
            case Part.Text text -> text(Channel.TEXT, text.text(), usage);
            case Part.Reasoning reasoning -> text(Channel.REASONING, reasoning.text(), usage);
            case Part.Call named -> call(named, usage);
            case Part.Arguments arguments -> text(Channel.ARGUMENTS, arguments.json(), usage);
        }
    }

    private void text(Channel next, String delta, TokenUsage usage) {
        Instant now = clock.instant();
        if (firstText == null) {
            firstText = now;
        }
        if (channel != next) {
            flush(now);
            channel = next;
        }
        pending.append(delta);
        owed = together(usage);
        pieces++;
        boolean full = pieces >= BUCKET || told.size() >= MOST_TOLD;
        if (lastFrame == null || full || now.isAfter(lastFrame.plusMillis(TICK_MILLIS))) {
            flush(now);
        }
    }

    private void call(Part.Call named, TokenUsage usage) {
        Instant now = clock.instant();
        if (firstText == null) {
            firstText = now;
        }
        flush(now);
        channel = Channel.ARGUMENTS;
        call = named.index();
        calls = true;
        owed = together(usage);
        sent = owed;
        String id = "call_" + choice + "_" + call;
        seal(new ChatFrame.ToolCall(call, id, named.name(), "", named()), now);
        lastFrame = now;
    }

    private TokenUsage together(TokenUsage usage) {
        // The prompt is owed once, as the first answer found it: another may reuse what that one ran.
        TokenUsage prompt = choice == 0 ? usage : before;
        return new TokenUsage(
                prompt.prompt(),
                prompt.cached(),
                before.completion() + usage.completion(),
                before.reasoning() + usage.reasoning());
    }

    @Override
    public void logprobs(TokenLogprob token) {
        told.add(new ChatFrame.TokenLogprob(
                token.bytes(),
                token.logprob(),
                token.likeliest().stream()
                        .map(likely -> new ChatFrame.Likely(likely.bytes(), likely.logprob()))
                        .toList()));
    }

    @Override
    public void flush() {
        flush(clock.instant());
    }

    @Override
    public void finished(Finish end) {
        finish = new Finish(end.reason(), together(end.usage()));
        flush(clock.instant());
        owed = finish.usage();
    }

    private void flush(Instant now) {
        while (!pending.isEmpty()) {
            int length = cut();
            String text = pending.substring(0, length);
            pending.delete(0, length);
            if (pending.isEmpty()) {
                // A token that is still on its way, in part, is not owed yet.
                sent = owed;
            }
            seal(frame(text), now);
            pieces = 0;
            lastFrame = now;
        }
    }

    private ChatFrame frame(String text) {
        return switch (channel) {
            case TEXT -> {
                List<ChatFrame.TokenLogprob> with = told.isEmpty() ? null : List.copyOf(told);
                told.clear();
                yield new ChatFrame.Delta(text, named(), with);
            }
            case REASONING -> new ChatFrame.Reasoning(text, named());
            case ARGUMENTS -> new ChatFrame.ToolCall(call, null, null, text, named());
        };
    }

    /** The first answer goes without a number, as where there is only one. */
    private @Nullable Integer named() {
        return choice == 0 ? null : choice;
    }

    /** Never within a character. */
    private int cut() {
        if (pending.length() <= MOST_CHARACTERS) {
            return pending.length();
        }
        return Character.isHighSurrogate(pending.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
    }

    /** {@link TokenSink} knows no checked exceptions. */
    private void seal(ChatFrame frame, Instant now) {
        try {
            frames.send(frame.encode(), sent, now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After {@link #finished}: no more text follows. */
    void done(Finish end) throws IOException {
        sent = end.usage();
        ChatFrame.FinishReason reason = end.reason() != Finish.Reason.STOP
                ? ChatFrame.FinishReason.LENGTH
                : calls ? ChatFrame.FinishReason.TOOL_CALLS : ChatFrame.FinishReason.STOP;
        frames.send(new ChatFrame.Done(reason, named()).encode(), sent, clock.instant());
    }

    Optional<Finish> finish() {
        return Optional.ofNullable(finish);
    }

    @Nullable Instant firstText() {
        return firstText;
    }
}
