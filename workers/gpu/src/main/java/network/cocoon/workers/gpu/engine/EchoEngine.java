package network.cocoon.workers.gpu.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.TokenUsage;

/**
 * No model at all: measures the network around an engine. A token is a word of the prompt or a frame of the answer. A
 * prompt can order frames ({@link FrameOrder}); any other is given back.
 */
public final class EchoEngine implements Engine {

    private static final EngineDescription DESCRIPTION = new EngineDescription(
            "echo",
            "echo",
            Digest.sha256("cocoon echo engine 1".getBytes(StandardCharsets.UTF_8)),
            1 << 20,
            Integer.MAX_VALUE);

    private final Optional<FrameOrder> always;
    private final Duration pace;

    private EchoEngine(Optional<FrameOrder> always, Duration pace) {
        this.always = always;
        this.pace = pace;
    }

    /** Answers each prompt with its last message, a word a delta. */
    public static EchoEngine words() {
        return words(Duration.ZERO);
    }

    /** The same with a pause before each word: an answer as slow as a test of interruptions needs it. */
    public static EchoEngine words(Duration pace) {
        return new EchoEngine(Optional.empty(), pace);
    }

    /** Answers every prompt with so many frames of so many bytes (ASCII), up to the prompt's token limit. */
    public static EchoEngine frames(int count, int bytes) {
        return new EchoEngine(Optional.of(new FrameOrder(count, bytes, Duration.ZERO)), Duration.ZERO);
    }

    @Override
    public void generate(Prompt prompt, TokenSink sink, Cancellation cancellation) {
        if (prompt.tools().isPresent()
                || prompt.format().isPresent()
                || prompt.thinking().isPresent()
                || prompt.sampling().topLogprobs().isPresent()) {
            throw new EngineException(EngineException.Code.UNSUPPORTED, "an echo has neither tools nor forms");
        }
        int promptTokens = 0;
        for (ChatMessage message : prompt.messages()) {
            promptTokens += words(message.content()).size();
        }
        if (promptTokens >= prompt.maxTotal()) {
            throw new EngineException(
                    EngineException.Code.PROMPT_TOO_LONG,
                    promptTokens + " tokens leave no room within " + prompt.maxTotal());
        }
        String last = prompt.messages().getLast().content();
        Optional<FrameOrder> order = always.or(() -> FrameOrder.in(last));
        int most = Math.min(prompt.maxTokens(), prompt.maxTotal() - promptTokens);
        if (order.isPresent()) {
            FrameOrder frames = order.get();
            String frame = "x".repeat(frames.bytes());
            Duration pause = frames.pace().isZero() ? pace : frames.pace();
            run(promptTokens, frames.count(), _ -> frame, true, pause, most, sink, cancellation);
        } else {
            List<String> words = words(last);
            run(promptTokens, words.size(), words::get, false, pace, most, sink, cancellation);
        }
    }

    private static void run(
            int promptTokens,
            int total,
            IntFunction<String> piece,
            boolean each,
            Duration pause,
            int most,
            TokenSink sink,
            Cancellation cancellation) {
        int sent = 0;
        Finish.Reason reason = Finish.Reason.STOP;
        while (sent < total) {
            if (cancellation.cancelled()) {
                reason = Finish.Reason.CANCELLED;
                break;
            }
            if (sent == most) {
                reason = Finish.Reason.LENGTH;
                break;
            }
            if (!paused(pause)) {
                reason = Finish.Reason.CANCELLED;
                break;
            }
            String text = piece.apply(sent);
            sent++;
            sink.text(text, new TokenUsage(promptTokens, 0, sent, 0));
            if (each) {
                sink.flush();
            }
        }
        sink.finished(new Finish(reason, new TokenUsage(promptTokens, 0, sent, 0)));
    }

    /** False where the thread is to stop. */
    private static boolean paused(Duration pause) {
        if (pause.isZero()) {
            return true;
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Each word with the white space after it, so that the words together are the text. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 1; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i - 1)) && !Character.isWhitespace(text.charAt(i))) {
                words.add(text.substring(start, i));
                start = i;
            }
        }
        if (start < text.length()) {
            words.add(text.substring(start));
        }
        return words;
    }

    @Override
    public EngineDescription describe() {
        return DESCRIPTION;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
