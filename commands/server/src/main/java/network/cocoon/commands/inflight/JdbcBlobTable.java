package network.cocoon.commands.inflight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.WrappedKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link BlobTable} in PostgreSQL. */
@Component
class JdbcBlobTable implements BlobTable {

    private final JdbcClient jdbc;
    private final WriteBehind writes;

    JdbcBlobTable(JdbcClient jdbc, WriteBehind writes) {
        this.jdbc = jdbc;
        this.writes = writes;
    }

    @Override
    public void insert(RequestId request, Blob blob, Instant expires) {
        writes.write(
                """
                INSERT INTO request_blob (request, header, encapsulations, sealed_keys, ciphertext, expires)
                VALUES (?, ?, ?, ?, ?, ?)""",
                request.value(),
                blob.header().toArray(),
                encapsulations(blob),
                sealedKeys(blob),
                blob.ciphertext().toArray(),
                Sql.time(expires));
    }

    @Override
    public void replace(RequestId request, Blob blob) {
        int rows = jdbc.sql("""
                UPDATE request_blob SET header = :header, encapsulations = :encapsulations, sealed_keys = :sealedKeys,
                    ciphertext = :ciphertext
                WHERE request = :request""")
                .param("request", request.value())
                .params(values(blob))
                .update();
        if (rows != 1) {
            throw new IllegalStateException("new wraps of a request whose sealed bytes are gone");
        }
    }

    private static Map<String, Object> values(Blob blob) {
        return Map.of(
                "header",
                blob.header().toArray(),
                "encapsulations",
                encapsulations(blob),
                "sealedKeys",
                sealedKeys(blob),
                "ciphertext",
                blob.ciphertext().toArray());
    }

    private static byte[][] encapsulations(Blob blob) {
        return blob.wraps().stream().map(w -> w.encapsulation().toArray()).toArray(byte[][]::new);
    }

    private static byte[][] sealedKeys(Blob blob) {
        return blob.wraps().stream().map(w -> w.ciphertext().toArray()).toArray(byte[][]::new);
    }

    @Override
    public Optional<Blob> find(RequestId request) {
        return jdbc.sql(
                        "SELECT header, encapsulations, sealed_keys, ciphertext FROM request_blob WHERE request = :request")
                .param("request", request.value())
                .query((row, _) ->
                        new Blob(Bytes.of(row.getBytes("header")), wraps(row), Bytes.of(row.getBytes("ciphertext"))))
                .optional();
    }

    @Override
    public int sweep(Instant now, int limit) {
        return jdbc.sql("""
                WITH gone AS (DELETE FROM request_blob WHERE request IN (
                    SELECT request FROM request_blob WHERE expires <= :now
                    ORDER BY expires LIMIT :limit FOR UPDATE SKIP LOCKED)
                    RETURNING request),
                heads AS (DELETE FROM acknowledged_head WHERE request IN (SELECT request FROM gone)),
                begun AS (DELETE FROM answer_begun WHERE request IN (SELECT request FROM gone))
                SELECT count(*) FROM gone""")
                .param("now", Sql.time(now))
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    private static List<WrappedKey> wraps(ResultSet row) throws SQLException {
        byte[][] encapsulations = (byte[][]) row.getArray("encapsulations").getArray();
        byte[][] sealedKeys = (byte[][]) row.getArray("sealed_keys").getArray();
        List<WrappedKey> wraps = new ArrayList<>();
        for (int i = 0; i < encapsulations.length; i++) {
            wraps.add(new WrappedKey(Bytes.of(encapsulations[i]), Bytes.of(sealedKeys[i])));
        }
        return wraps;
    }
}
