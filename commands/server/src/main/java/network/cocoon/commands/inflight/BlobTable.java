package network.cocoon.commands.inflight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.WrappedKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sealed prompts and wraps. The log holds their digests; deleting a blob shreds the content and breaks no proof. */
@Component
public class BlobTable {

    private final JdbcClient jdbc;

    BlobTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param wraps in the order of the header's recipients */
    public record Blob(Bytes header, List<WrappedKey> wraps, Bytes ciphertext) {
        public Blob {
            wraps = List.copyOf(wraps);
        }
    }

    public void insert(RequestId request, Blob blob, Instant expires) {
        jdbc.sql("""
                INSERT INTO request_blob (request, header, encapsulations, sealed_keys, ciphertext, expires)
                VALUES (:request, :header, :encapsulations, :sealedKeys, :ciphertext, :expires)""")
                .param("request", request.value())
                .param("header", blob.header().toArray())
                .param(
                        "encapsulations",
                        blob.wraps().stream()
                                .map(w -> w.encapsulation().toArray())
                                .toArray(byte[][]::new))
                .param(
                        "sealedKeys",
                        blob.wraps().stream().map(w -> w.ciphertext().toArray()).toArray(byte[][]::new))
                .param("ciphertext", blob.ciphertext().toArray())
                .param("expires", Sql.time(expires))
                .update();
    }

    public Optional<Blob> find(RequestId request) {
        return jdbc.sql(
                        "SELECT header, encapsulations, sealed_keys, ciphertext FROM request_blob WHERE request = :request")
                .param("request", request.value())
                .query((row, _) ->
                        new Blob(Bytes.of(row.getBytes("header")), wraps(row), Bytes.of(row.getBytes("ciphertext"))))
                .optional();
    }

    /** Deletes what has expired; returns how many. */
    public int sweep(Instant now, int limit) {
        return jdbc.sql("""
                DELETE FROM request_blob WHERE request IN (
                    SELECT request FROM request_blob WHERE expires <= :now LIMIT :limit FOR UPDATE SKIP LOCKED)""").param("now", Sql.time(now)).param("limit", limit).update();
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
