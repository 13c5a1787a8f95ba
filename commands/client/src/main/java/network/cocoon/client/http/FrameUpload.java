package network.cocoon.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.cocoon.wire.frames.FrameWriter;

/**
 * A body that is made message by message (an answer, acknowledgements): each goes out at once, with its length in front.
 * {@link #finish} ends the body and waits for the operator's word; {@link #close} without it breaks the line, from any
 * thread. For one writing thread.
 */
public final class FrameUpload implements AutoCloseable {

    private static final long ANSWER_SECONDS = 30;
    private static final int MOST_ANSWER = 64 * 1024;

    private final Transport transport;
    private final Call call;
    private final FrameQueue frames = new FrameQueue();
    private final Upload upload;
    private volatile boolean finished;

    FrameUpload(Transport transport, Call call) {
        this.transport = transport;
        this.call = call;
        this.upload = transport.upload(call, frames);
    }

    /**
     * Sends one message.
     *
     * @throws IllegalArgumentException for an empty message or one above {@link FrameWriter#MAX_FRAME}
     * @throws OperatorProblem the operator has refused the rest, as after a cancellation
     * @throws IOException the line is gone
     */
    public void write(byte[] message) throws IOException {
        if (message.length == 0 || message.length > FrameWriter.MAX_FRAME) {
            throw new IllegalArgumentException("a frame has 1 to " + FrameWriter.MAX_FRAME + " bytes");
        }
        if (upload.answer().isDone()) {
            check();
            throw new IOException("the operator answered before the last frame");
        }
        frames.write(message);
    }

    /** Ends the body. Throws {@link OperatorProblem} if the operator refuses what it got. */
    public void finish() throws IOException {
        ended();
    }

    /** As {@link #finish()}; what the operator has to say of it, if anything. */
    public <T> Optional<T> finish(Class<T> type) throws IOException {
        byte[] body = ended();
        return body.length == 0 ? Optional.empty() : Optional.of(Transport.read(body, type));
    }

    private byte[] ended() throws IOException {
        frames.end();
        byte[] body = check();
        upload.settle();
        finished = true;
        return body;
    }

    /** Has the action run when the operator has answered or the line is gone, perhaps before the body's end. */
    public void whenOver(Runnable action) {
        var _ = upload.answer().whenComplete((_, _) -> action.run());
    }

    private byte[] check() throws IOException {
        HttpAnswer response;
        try {
            response = upload.answer().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Transport.interrupted();
        } catch (TimeoutException e) {
            throw new IOException("no answer to the frames", e);
        } catch (ExecutionException e) {
            throw new IOException("the frames did not get through", e.getCause());
        }
        if (response.status() / 100 != 2) {
            throw transport.refusal(call, response);
        }
        try (InputStream in = response.body()) {
            byte[] body = in.readNBytes(MOST_ANSWER + 1);
            if (body.length > MOST_ANSWER) {
                throw Transport.unexpected(200, "the answer is larger than " + MOST_ANSWER + " bytes");
            }
            return body;
        }
    }

    @Override
    public void close() {
        if (!finished) {
            upload.abort();
        }
    }
}
