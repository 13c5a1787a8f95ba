package network.cocoon.projections.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import network.cocoon.projections.Rows;
import org.jspecify.annotations.Nullable;

/**
 * One server node.
 *
 * @param id        its name in the network, as assignments carry it
 * @param url       where the others reach it
 * @param roles     what it does, separated by commas
 * @param heartbeat when it last told of itself
 * @param draining  whether it takes nothing new and is about to stop
 */
public record NodeRow(
        String id,
        @Nullable String url,
        @Nullable String roles,
        @Nullable Instant heartbeat,
        boolean draining) {

    static NodeRow map(ResultSet row) throws SQLException {
        return new NodeRow(
                row.getString("id"),
                row.getString("url"),
                row.getString("roles"),
                Rows.instantOrNull(row, "heartbeat"),
                row.getBoolean("draining"));
    }
}
