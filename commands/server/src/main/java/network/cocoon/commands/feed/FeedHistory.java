package network.cocoon.commands.feed;

import java.util.List;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.eventstore.PayloadCodec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Older events about one worker's requests, by way of the request table: of those that it has or had last, and of those
 * that went on to another after it had them.
 */
@Component
class FeedHistory {

    static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final PayloadCodec codec;

    FeedHistory(JdbcClient jdbc, PayloadCodec codec) {
        this.jdbc = jdbc;
        this.codec = codec;
    }

    /** Events of the worker's requests after one index and up to another, in order, at most {@link #BATCH}. */
    List<LogEntry> between(WorkerId worker, long after, long upTo) {
        return read("""
                WITH since AS (SELECT coalesce(
                    (SELECT d.time - interval '1 hour' FROM event_index i JOIN domain_event d USING (global_index)
                     WHERE i.dense_index = :after), '-infinity') AS at)
                SELECT request FROM inference_request, since WHERE worker = :worker AND changed_at >= since.at
                UNION
                SELECT request FROM inference_request, since WHERE changed_at >= since.at
                    AND tried_keys <> '{}' AND tried_keys && ARRAY(SELECT key FROM worker_key WHERE worker = :worker)""", worker, after, upTo);
    }

    /** The same for requests that the worker has in hand only: all that a worker without a bookmark can act on. */
    List<LogEntry> inHand(WorkerId worker, long after, long upTo) {
        return read(
                "SELECT request FROM inference_request WHERE worker = :worker AND state = 'ASSIGNED'",
                worker,
                after,
                upTo);
    }

    private List<LogEntry> read(String requests, WorkerId worker, long after, long upTo) {
        return jdbc.sql("""
                SELECT i.dense_index, d.name, d.revision, d.payload
                FROM (%s) r
                JOIN domain_event d ON d.aggregate_id = r.request
                JOIN event_index i USING (global_index)
                WHERE i.dense_index > :after AND i.dense_index <= :upTo ORDER BY i.dense_index LIMIT :limit""".formatted(requests))
                .param("worker", worker.value())
                .param("after", after)
                .param("upTo", upTo)
                .param("limit", BATCH)
                .query((row, _) -> new LogEntry(
                        row.getLong("dense_index"),
                        codec.decodeOrMark(row.getString("name"), row.getInt("revision"), row.getBytes("payload"))))
                .list();
    }
}
