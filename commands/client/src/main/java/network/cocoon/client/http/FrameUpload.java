package network.cocoon.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.cocoon.wire.frames.FrameWriter;

/**
 * The upload of one answer: each message goes out at once, with its length in front. {@link #finish} ends the body and
 * waits for the operator's word; {@link #close} without it breaks the line. For one writing thread.
 */
public final class FrameUpload implements AutoCloseable {

    private static final long ANSWER_SECONDS = 30;

    private final FramePublisher frames = new FramePublisher();
    private final CompletableFuture<HttpResponse<InputStream>> answer;
    private boolean finished;

    FrameUpload(Transport transport, Call call) {
        this.answer = transport.upload(call, BodyPublishers.fromPublisher(frames));
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
        if (answer.isDone()) {
            check();
            throw new IOException("the operator answered before the last frame");
        }
        frames.write(ByteBuffer.allocate(4 + message.length)
                .putInt(message.length)
                .put(message)
                .flip());
    }

    /** Ends the body. Throws {@link OperatorProblem} if the operator refuses what it got. */
    public void finish() throws IOException {
        finished = true;
        frames.end();
        check();
    }

    private void check() throws IOException {
        HttpResponse<InputStream> response;
        try {
            response = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Transport.interrupted();
        } catch (TimeoutException e) {
            throw new IOException("no answer to the frames", e);
        } catch (ExecutionException e) {
            throw new IOException("the frames did not get through", e.getCause());
        }
        if (response.statusCode() / 100 != 2) {
            throw Transport.problem(response);
        }
        response.body().close();
    }

    @Override
    public void close() {
        if (!finished) {
            answer.cancel(true);
        }
    }
}
