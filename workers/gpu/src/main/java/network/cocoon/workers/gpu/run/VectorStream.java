package network.cocoon.workers.gpu.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.wire.chat.EmbeddingFrame;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.VectorSink;
import org.jspecify.annotations.Nullable;

/**
 * Turns vectors into sealed frames: the first at once, then a frame whenever it is full, and one a tick. A text is owed once
 * its vector is out whole.
 */
final class VectorStream implements VectorSink {

    private static final long TICK_MILLIS = 40;

    private final int inputs;
    private final SealedFrames frames;
    private final InstantSource clock;
    private final float[] pending = new float[EmbeddingFrame.MAX_VALUES];
    private int held;
    private int width;
    private TokenUsage owed = TokenUsage.NONE;
    private @Nullable Instant first;
    private @Nullable Instant lastFrame;
    private @Nullable Finish finish;

    VectorStream(int inputs, SealedFrames frames, InstantSource clock) {
        this.inputs = inputs;
        this.frames = frames;
        this.clock = clock;
    }

    @Override
    public void vector(float[] vector, TokenUsage usage) {
        Instant now = clock.instant();
        if (first == null) {
            first = now;
            width = vector.length;
            if ((long) inputs * width > EmbeddingFrame.MAX_ANSWER) {
                throw new EngineException(
                        EngineException.Code.UNSUPPORTED, "more than " + EmbeddingFrame.MAX_ANSWER + " numbers");
            }
        }
        for (int at = 0; at < width; ) {
            int taken = Math.min(width - at, pending.length - held);
            System.arraycopy(vector, at, pending, held, taken);
            held += taken;
            at += taken;
            if (at == width) {
                owed = usage;
            }
            if (held == pending.length) {
                flush(now);
            }
        }
        if (lastFrame == null || now.isAfter(lastFrame.plusMillis(TICK_MILLIS))) {
            flush(now);
        }
    }

    @Override
    public void finished(Finish end) {
        flush(clock.instant());
        finish = end;
    }

    private void flush(Instant now) {
        if (held > 0) {
            try {
                frames.send(EmbeddingFrame.of(width, pending, 0, held).encode(), owed, now);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            held = 0;
            lastFrame = now;
        }
    }

    Optional<Finish> finish() {
        return Optional.ofNullable(finish);
    }

    Optional<Instant> first() {
        return Optional.ofNullable(first);
    }
}
