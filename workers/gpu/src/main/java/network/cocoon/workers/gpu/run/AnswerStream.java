package network.cocoon.workers.gpu.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import network.cocoon.domain.envelope.FrameContent;
import network.cocoon.domain.envelope.ResponseSealer;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.wire.chat.ChatFrame;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.TokenSink;
import network.cocoon.workers.gpu.operator.FrameUpload;
import org.jspecify.annotations.Nullable;

/**
 * Turns an engine's text into sealed frames: the first piece at once, then one a tick or a bucket of pieces, so that the
 * size and time of frames say little about the text.
 */
final class AnswerStream implements TokenSink {

    private static final int BUCKET = 16;
    private static final long TICK_MILLIS = 40;

    private final ResponseSealer sealer;
    private final FrameUpload upload;
    private final InstantSource clock;
    private final StringBuilder pending = new StringBuilder();
    private int pieces;
    private @Nullable Instant firstText;
    private @Nullable Instant lastFrame;
    private @Nullable Finish finish;

    AnswerStream(ResponseSealer sealer, FrameUpload upload, InstantSource clock) throws IOException {
        this.sealer = sealer;
        this.upload = upload;
        this.clock = clock;
        upload.send(sealer.opening());
    }

    @Override
    public void text(String delta) {
        Instant now = clock.instant();
        if (firstText == null) {
            firstText = now;
        }
        pending.append(delta);
        pieces++;
        if (lastFrame == null || pieces >= BUCKET || now.isAfter(lastFrame.plusMillis(TICK_MILLIS))) {
            flush(now);
        }
    }

    @Override
    public void finished(Finish end) {
        finish = end;
        flush(clock.instant());
    }

    private void flush(Instant now) {
        if (!pending.isEmpty()) {
            send(new ChatFrame.Delta(pending.toString()));
            pending.setLength(0);
            pieces = 0;
            lastFrame = now;
        }
    }

    /** Seals and sends one frame; {@link TokenSink} knows no checked exceptions. */
    void send(ChatFrame frame) {
        try {
            upload.send(sealer.seal(new FrameContent.Delta(Bytes.of(frame.encode()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nullable Finish finish() {
        return finish;
    }

    @Nullable Instant firstText() {
        return firstText;
    }
}
