package network.cocoon.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import network.cocoon.wire.api.WorkerApi;
import network.cocoon.wire.api.WorkerApi.AssignmentNotice;
import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A worker's assignments in the log's order. It reconnects by itself, from the last notice handed out, with a back-off of
 * 100 ms doubling to 10 s. For one reading thread; {@link #close} may come from any.
 */
public final class AssignmentFeed implements AutoCloseable {

    /**
     * A notice and where it stands.
     *
     * @param position dense index of the log: the bookmark after handling the notice
     */
    public record Item(long position, AssignmentNotice notice) {}

    /** Three heartbeats of the feed: after that a node is not there, whatever its line says. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(10);

    private final WorkerCalls worker;
    private long position;
    private Duration pause = FIRST_PAUSE;
    private String node = "";
    private @Nullable SseReader reader;
    private volatile @Nullable InputStream line;
    private volatile boolean closed;

    AssignmentFeed(WorkerCalls worker, long position) {
        this.worker = worker;
        this.position = position;
    }

    /**
     * Waits for the next notice; nothing only after {@link #close}.
     *
     * @throws IOException the thread was interrupted
     * @throws OperatorProblem the operator refuses this worker (401, 403, 404, 410): trying again would not help
     */
    public Optional<Item> take() throws IOException {
        while (!closed) {
            try {
                if (reader == null) {
                    Transport.Line opened = worker.openFeed(position);
                    node = opened.node().toString();
                    InputStream watched = new WatchedStream(opened.in(), SILENCE);
                    line = watched;
                    reader = new SseReader(watched);
                }
                Optional<SseReader.Event> event = reader.next();
                if (event.isPresent()) {
                    Item item = item(event.get());
                    relayed(item.notice());
                    if (item.position() > position) {
                        position = item.position();
                        pause = FIRST_PAUSE;
                        return Optional.of(item);
                    }
                    continue;
                }
            } catch (OperatorProblem e) {
                if (e.status() / 100 == 4 && e.status() != 408 && e.status() != 429) {
                    throw e;
                }
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            drop();
            if (!closed) {
                Transport.pause(pause);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : doubled;
            }
        }
        return Optional.empty();
    }

    /** A notice without an address means the node that sent it, which need not be the one asked next. */
    private void relayed(AssignmentNotice notice) {
        if (notice.kind() == WorkerApi.Kind.ASSIGNED) {
            String relay = notice.relay();
            worker.relayedAt(notice.request(), relay == null ? node : relay);
        }
    }

    private static Item item(SseReader.Event event) throws IOException {
        try {
            long position = Long.parseLong(event.id());
            AssignmentNotice notice = CocoonJson.mapper().readValue(event.data(), AssignmentNotice.class);
            return new Item(position, notice);
        } catch (NumberFormatException | JacksonException e) {
            throw new IOException("the assignment feed sent a malformed event", e);
        }
    }

    private void drop() {
        reader = null;
        InputStream open = line;
        line = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // The line is gone either way.
                return;
            }
        }
    }

    /** Ends the feed; a waiting {@link #take} returns nothing. */
    @Override
    public void close() {
        closed = true;
        InputStream open = line;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                return;
            }
        }
    }
}
