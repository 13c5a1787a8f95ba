package network.cocoon.workers.gpu.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import network.cocoon.domain.envelope.FrameContent;
import network.cocoon.domain.envelope.ResponseSealer;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.wire.chat.ChatFrame;
import network.cocoon.wire.frames.ReceiptTrailer;
import network.cocoon.wire.frames.ResponseMessage;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.TokenSink;
import network.cocoon.workers.gpu.operator.FrameUpload;
import org.jspecify.annotations.Nullable;

/**
 * Turns an engine's text into sealed frames: the first piece at once, then one a tick or a bucket of pieces, so that the
 * size and time of frames say little about the text. A head follows the frames it covers, none the final one: the receipt
 * is the last head.
 */
final class AnswerStream implements TokenSink {

    private static final int BUCKET = 16;
    private static final long TICK_MILLIS = 40;

    /** Of one frame; escaped as JSON it still fits the largest. */
    private static final int MOST_CHARACTERS = 4096;

    private final ResponseSealer sealer;
    private final HeadSigner heads;
    private final FrameUpload upload;
    private final InstantSource clock;
    private final StringBuilder pending = new StringBuilder();
    private int pieces;
    private TokenUsage sent = TokenUsage.NONE;
    private TokenUsage owed = TokenUsage.NONE;
    private @Nullable Instant firstText;
    private @Nullable Instant lastFrame;
    private @Nullable Finish finish;

    AnswerStream(ResponseSealer sealer, HeadSigner heads, FrameUpload upload, InstantSource clock) throws IOException {
        this.sealer = sealer;
        this.heads = heads;
        this.upload = upload;
        this.clock = clock;
        upload.send(new ResponseMessage.Opening(Bytes.of(sealer.opening())).encode());
    }

    @Override
    public void text(String delta, TokenUsage usage) {
        Instant now = clock.instant();
        if (firstText == null) {
            firstText = now;
        }
        pending.append(delta);
        owed = usage;
        pieces++;
        if (lastFrame == null || pieces >= BUCKET || now.isAfter(lastFrame.plusMillis(TICK_MILLIS))) {
            flush(now);
        }
    }

    @Override
    public void flush() {
        flush(clock.instant());
    }

    @Override
    public void finished(Finish end) {
        finish = end;
        flush(clock.instant());
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
            seal(new ChatFrame.Delta(text), now);
            pieces = 0;
            lastFrame = now;
        }
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
            send(frame, now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(ChatFrame frame, Instant now) throws IOException {
        byte[] sealed = sealer.seal(new FrameContent.Delta(Bytes.of(frame.encode())));
        upload.send(new ResponseMessage.Frame(Bytes.of(sealed)).encode());
        if (heads.due(now)) {
            upload.send(heads.sign(sealer, sent, now).encode());
        }
    }

    /** After {@link #finished}: no more text follows. */
    void done(ChatFrame.FinishReason reason, TokenUsage usage) throws IOException {
        sent = usage;
        send(new ChatFrame.Done(reason), clock.instant());
    }

    /** The authenticated end, and the receipt it names. Returns when the relay has both: true where it is billed already. */
    boolean end(FrameContent.Final last, ReceiptTrailer receipt) throws IOException {
        upload.send(new ResponseMessage.Frame(Bytes.of(sealer.seal(last))).encode());
        upload.send(new ResponseMessage.Receipt(receipt).encode());
        return upload.finish();
    }

    @Nullable Finish finish() {
        return finish;
    }

    @Nullable Instant firstText() {
        return firstText;
    }
}
