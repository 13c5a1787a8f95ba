package network.cocoon.projections;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import network.cocoon.eventstore.PayloadCodec;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A log of many events, written by COPY: many small networks of the same kind, one after another. */
final class LongLog {

    private static final int REQUESTS = 10_000;
    private static final HexFormat HEX = HexFormat.of();

    private LongLog() {}

    /** @return how many events it has: at least so many */
    static long write(DataSource database, PayloadCodec codec, long events, Instant end) throws SQLException {
        long written = 0;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (int part = 0; written < events; part++) {
                int seed = part;
                Instant partEnd = end.minus(Duration.ofMinutes(20).multipliedBy((events - written) / 30_000));
                List<SampleEvent> history =
                        SampleHistory.generate(seed, REQUESTS, partEnd, Duration.ofMinutes(20)).stream()
                                .filter(e -> seed == 0
                                        || !(e.stream().equals("registry")
                                                || e.stream().equals("settlement")))
                                .toList();
                copy(connection, codec, history, written);
                written += history.size();
            }
            try (var statement = connection.createStatement()) {
                statement.execute("""
                        INSERT INTO event_index SELECT row_number() OVER (ORDER BY global_index), global_index, 0
                        FROM domain_event""");
                statement.execute("UPDATE sequencer SET head = " + written + ", floor = pg_current_xact_id()");
            }
            connection.commit();
            connection.setAutoCommit(true);
            try (var statement = connection.createStatement()) {
                statement.execute("VACUUM ANALYZE domain_event");
                statement.execute("VACUUM ANALYZE event_index");
            }
        }
        return written;
    }

    private static void copy(Connection connection, PayloadCodec codec, List<SampleEvent> history, long before)
            throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "COPY domain_event (stream, aggregate_id, sequence, event_id, name, revision, payload, metadata,"
                                + " time, salt) FROM STDIN");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < history.size(); i++) {
            SampleEvent e = history.get(i);
            PayloadCodec.Encoded encoded = codec.encode(e.event());
            lines.append(e.stream())
                    .append('\t')
                    .append(e.aggregate())
                    .append('\t')
                    .append(e.sequence())
                    .append('\t')
                    .append("event-")
                    .append(before + i)
                    .append('\t')
                    .append(encoded.name())
                    .append('\t')
                    .append(encoded.revision())
                    .append("\t\\\\x")
                    .append(HEX.formatHex(encoded.payload()))
                    .append("\t\\\\x7b7d\t")
                    .append(e.at())
                    .append("\t\\\\x")
                    .append("00".repeat(32))
                    .append('\n');
            if (lines.length() > 1 << 20) {
                send(copy, lines);
            }
        }
        send(copy, lines);
        copy.endCopy();
    }

    private static void send(CopyIn copy, StringBuilder lines) throws SQLException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }
}
