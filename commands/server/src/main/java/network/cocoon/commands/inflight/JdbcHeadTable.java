package network.cocoon.commands.inflight;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** In PostgreSQL: any number of heads in one statement. */
@Component
class JdbcHeadTable implements HeadTable {

    private final JdbcClient jdbc;

    JdbcHeadTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void raise(Collection<HeadRow> heads) {
        if (heads.isEmpty()) {
            return;
        }
        // In one order everywhere, so that two nodes that write the same rows cannot wait for each other.
        jdbc.sql("""
                INSERT INTO acknowledged_head (request, attempt, sequence, head, head_signature, acknowledgement)
                SELECT * FROM unnest(:requests, :attempts, :sequences, :heads, :signatures, :acknowledgements)
                    AS raised (request, attempt, sequence, head, head_signature, acknowledgement) ORDER BY request
                ON CONFLICT (request) DO UPDATE SET attempt = EXCLUDED.attempt, sequence = EXCLUDED.sequence,
                    head = EXCLUDED.head, head_signature = EXCLUDED.head_signature,
                    acknowledgement = EXCLUDED.acknowledgement
                WHERE (EXCLUDED.attempt, EXCLUDED.sequence) > (acknowledged_head.attempt, acknowledged_head.sequence)""")
                .param("requests", heads.stream().map(h -> h.request().value()).toArray(String[]::new))
                .param("attempts", heads.stream().map(HeadRow::attempt).toArray(Integer[]::new))
                .param("sequences", heads.stream().map(HeadRow::sequence).toArray(Integer[]::new))
                .param("heads", bytes(heads, HeadRow::head))
                .param("signatures", bytes(heads, HeadRow::headSignature))
                .param("acknowledgements", bytes(heads, HeadRow::acknowledgement))
                .update();
    }

    @Override
    public Optional<HeadRow> find(RequestId request) {
        return jdbc.sql("SELECT * FROM acknowledged_head WHERE request = :request")
                .param("request", request.value())
                .query((row, _) -> new HeadRow(
                        request,
                        row.getInt("attempt"),
                        row.getInt("sequence"),
                        Bytes.of(row.getBytes("head")),
                        Bytes.of(row.getBytes("head_signature")),
                        Bytes.of(row.getBytes("acknowledgement"))))
                .optional();
    }

    @Override
    public Set<RequestId> begin(Map<RequestId, Integer> attempts) {
        // The lock makes an ending that is under way come wholly before or wholly after; then the row is looked at
        // again. The commit does not wait for the disk, for every answer's first frame would: the note is for the day
        // on
        // which this node dies, and only if the database's machine dies in the same moment is it missing.
        return Set.copyOf(jdbc.sql("""
                INSERT INTO answer_begun (request, attempt)
                SELECT r.request, r.attempt
                FROM (SELECT set_config('synchronous_commit', 'off', true)) AS unhurried,
                    unnest(:requests, :attempts) AS b (request, attempt)
                JOIN inference_request r ON r.request = b.request AND r.attempt = b.attempt AND r.state = 'ASSIGNED'
                ORDER BY r.request FOR KEY SHARE OF r
                ON CONFLICT (request) DO UPDATE SET attempt = EXCLUDED.attempt
                RETURNING request""")
                .param(
                        "requests",
                        attempts.keySet().stream().map(RequestId::value).toArray(String[]::new))
                .param("attempts", attempts.values().toArray(Integer[]::new))
                .query((row, _) -> new RequestId(row.getString("request")))
                .list());
    }

    @Override
    public boolean begun(RequestId request, int attempt) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM answer_begun WHERE request = :request AND attempt >= :attempt)")
                .param("request", request.value())
                .param("attempt", attempt)
                .query(Boolean.class)
                .single();
    }

    private static byte[][] bytes(Collection<HeadRow> heads, Function<HeadRow, Bytes> part) {
        return heads.stream().map(head -> part.apply(head).toArray()).toArray(byte[][]::new);
    }
}
