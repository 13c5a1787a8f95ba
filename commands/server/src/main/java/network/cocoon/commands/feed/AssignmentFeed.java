package network.cocoon.commands.feed;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.http.HttpRefusal;
import network.cocoon.commands.metrics.Measures;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.eventstore.LogReader;
import network.cocoon.wire.api.WorkerApi;
import network.cocoon.wire.api.WorkerApi.AssignmentNotice;
import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * A worker's assignments as server-sent events whose ids are dense indexes of the log. With {@code Last-Event-ID} every
 * notice after it comes, in order; without one, those of requests the worker still has in hand. An id beyond the log's
 * end is refused: the log was restored from a backup. A comment every five seconds says that both sides are there.
 */
@RestController
class AssignmentFeed {

    private static final long HEARTBEAT_MILLIS = 5_000;
    private static final byte[] HEARTBEAT = ": here\n\n".getBytes(StandardCharsets.UTF_8);

    private final LogFanout log;
    private final WorkerConnections connections;
    private final LogReader reader;
    private final FeedHistory history;
    private final Notices notices;
    private final RecentBlobs blobs;
    private final Presence presence;
    private final Measures measures;
    private final JsonMapper json = CocoonJson.mapper();

    AssignmentFeed(
            LogFanout log,
            LogReader reader,
            WorkerConnections connections,
            FeedHistory history,
            Notices notices,
            RecentBlobs blobs,
            Presence presence,
            Measures measures) {
        this.log = log;
        this.reader = reader;
        this.connections = connections;
        this.history = history;
        this.notices = notices;
        this.blobs = blobs;
        this.presence = presence;
        this.measures = measures;
    }

    @GetMapping("/v1/workers/{worker}/assignments")
    void follow(
            Caller caller,
            @PathVariable("worker") WorkerId worker,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletResponse http)
            throws IOException, InterruptedException {
        caller.worker(worker);
        long bookmark = known(bookmark(lastEventId));
        http.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        http.setHeader("Cache-Control", "no-store");
        http.setHeader("X-Accel-Buffering", "no");
        WorkerConnection connection = new WorkerConnection();
        try {
            // From here on new events are kept for us; older ones are read from the log, so none falls between.
            long joinedAt = log.between(() -> connections.add(worker, connection));
            presence.seen(worker);
            OutputStream out = http.getOutputStream();
            send(out, HEARTBEAT);
            long sent = catchUp(worker, bookmark, lastEventId != null, joinedAt, out);
            follow(worker, connection, sent, out);
        } finally {
            connections.remove(worker, connection);
        }
    }

    private long catchUp(WorkerId worker, long bookmark, boolean everything, long upTo, OutputStream out)
            throws IOException {
        long sent = bookmark;
        List<LogEntry> entries;
        do {
            entries = everything ? history.between(worker, sent, upTo) : history.inHand(worker, sent, upTo);
            for (LogEntry entry : entries) {
                write(worker, entry, out);
                sent = entry.index();
            }
        } while (entries.size() == FeedHistory.BATCH);
        return sent;
    }

    private void follow(WorkerId worker, WorkerConnection connection, long after, OutputStream out)
            throws IOException, InterruptedException {
        long sent = after;
        long seenAt = System.nanoTime();
        while (!connection.isClosed()) {
            LogEntry entry = connection.poll(HEARTBEAT_MILLIS);
            if (entry == null) {
                send(out, HEARTBEAT);
            } else if (entry.index() > sent) {
                write(worker, entry, out);
                sent = entry.index();
                if (entry.event() instanceof InferenceEvent.Assigned assigned) {
                    measures.delivered(assigned.at());
                }
            }
            // A write that went through says that it is there; said to the table no more often than a heartbeat.
            if (entry == null || System.nanoTime() - seenAt > HEARTBEAT_MILLIS * 1_000_000) {
                presence.seen(worker);
                seenAt = System.nanoTime();
            }
        }
    }

    private void write(WorkerId worker, LogEntry entry, OutputStream out) throws IOException {
        Optional<AssignmentNotice> notice = notices.of(entry.event(), worker).map(this::withEnvelope);
        if (notice.isPresent()) {
            String text = "id: " + entry.index() + "\nevent: assignment\ndata: " + json.writeValueAsString(notice.get())
                    + "\n\n";
            send(out, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Saves the worker a call. */
    private AssignmentNotice withEnvelope(AssignmentNotice notice) {
        return notice.kind() == WorkerApi.Kind.ASSIGNED
                ? blobs.recent(notice.request()).map(notice::with).orElse(notice)
                : notice;
    }

    private static void send(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /**
     * Not by what this node has read so far: another may have been quicker. What no node has written a worker can only
     * have from a log that is gone.
     */
    private long known(long bookmark) {
        if (bookmark > log.position() && bookmark > reader.head()) {
            throw HttpRefusal.BOOKMARK_AHEAD.because("the log ends before this place; begin without one");
        }
        return bookmark;
    }

    private static long bookmark(@Nullable String lastEventId) {
        if (lastEventId == null) {
            return 0;
        }
        if (!lastEventId.matches("[0-9]{1,18}")) {
            throw HttpRefusal.MALFORMED.because("Last-Event-ID is a whole number");
        }
        return Long.parseLong(lastEventId);
    }
}
