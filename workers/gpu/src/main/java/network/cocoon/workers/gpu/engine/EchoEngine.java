package network.cocoon.workers.gpu.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.TokenUsage;

/** No model at all: measures the network around an engine. A token is a word of the prompt or a frame of the answer. */
public final class EchoEngine implements Engine {

    private static final EngineDescription DESCRIPTION = new EngineDescription(
            "echo",
            "echo",
            Digest.sha256("cocoon echo engine 1".getBytes(StandardCharsets.UTF_8)),
            1 << 20,
            Integer.MAX_VALUE);

    private final int frames;
    private final String frame;

    private final Duration pace;

    private EchoEngine(int frames, String frame, Duration pace) {
        this.frames = frames;
        this.frame = frame;
        this.pace = pace;
    }

    /** Answers each prompt with its last message, a word a delta. */
    public static EchoEngine words() {
        return words(Duration.ZERO);
    }

    /** The same with a pause before each word: an answer as slow as a test of interruptions needs it. */
    public static EchoEngine words(Duration pace) {
        return new EchoEngine(0, "", pace);
    }

    /** Answers every prompt with so many deltas of so many bytes (ASCII), up to the prompt's token limit. */
    public static EchoEngine frames(int count, int bytes) {
        if (count < 1 || count > 1_000_000 || bytes < 1 || bytes > 1 << 20) {
            throw new IllegalArgumentException("1 to 1000000 frames of 1 to 1048576 bytes");
        }
        return new EchoEngine(count, "x".repeat(bytes), Duration.ZERO);
    }

    @Override
    public void generate(Prompt prompt, TokenSink sink, Cancellation cancellation) {
        int promptTokens = 0;
        for (ChatMessage message : prompt.messages()) {
            promptTokens += words(message.content()).size();
        }
        List<String> words = words(prompt.messages().getLast().content());
        int total = frames > 0 ? frames : words.size();
        int sent = 0;
        Finish.Reason reason = Finish.Reason.STOP;
        while (sent < total) {
            if (cancellation.cancelled()) {
                reason = Finish.Reason.CANCELLED;
                break;
            }
            if (sent == prompt.maxTokens()) {
                reason = Finish.Reason.LENGTH;
                break;
            }
            if (!paused()) {
                reason = Finish.Reason.CANCELLED;
                break;
            }
            sink.text(frames > 0 ? frame : words.get(sent));
            sent++;
        }
        sink.finished(new Finish(reason, new TokenUsage(promptTokens, 0, sent, 0)));
    }

    /** False where the thread is to stop. */
    private boolean paused() {
        if (pace.isZero()) {
            return true;
        }
        try {
            Thread.sleep(pace);
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
