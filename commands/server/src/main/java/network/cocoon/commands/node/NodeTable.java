package network.cocoon.commands.node;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import network.cocoon.commands.settings.NodeRole;
import network.cocoon.domain.kernel.NodeId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the nodes. All times are the database's, so that no two clocks have to agree. */
@Component
class NodeTable {

    /** A heartbeat older than this is none. */
    static final String ALIVE = "heartbeat > clock_timestamp() - interval '5 seconds'";

    private static final int MOST = 256;

    private final JdbcClient jdbc;

    NodeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void beat(NodeRow node, String version) {
        jdbc.sql("""
                INSERT INTO node (id, url, roles, version, started, heartbeat, draining)
                VALUES (:id, :url, :roles, :version, clock_timestamp(), clock_timestamp(), :draining)
                ON CONFLICT (id) DO UPDATE SET url = EXCLUDED.url, heartbeat = EXCLUDED.heartbeat,
                    draining = EXCLUDED.draining""")
                .param("id", node.id().value())
                .param("url", node.address() == null ? null : node.address().toString())
                .param("roles", node.roles().stream().map(Enum::name).sorted().collect(Collectors.joining(",")))
                .param("version", version)
                .param("draining", node.draining())
                .update();
    }

    List<NodeRow> alive() {
        return jdbc.sql("SELECT id, url, roles, draining FROM node WHERE " + ALIVE
                        + " ORDER BY started, id LIMIT :most")
                .param("most", MOST)
                .query(NodeTable::row)
                .list();
    }

    /** A node that stopped in order is gone at once. */
    void leave(NodeId node) {
        jdbc.sql("DELETE FROM node WHERE id = :id").param("id", node.value()).update();
    }

    /** Forgets nodes that have been silent for an hour. */
    void sweep() {
        jdbc.sql("DELETE FROM node WHERE heartbeat < clock_timestamp() - interval '1 hour'")
                .update();
    }

    private static NodeRow row(ResultSet row, int number) throws SQLException {
        String address = row.getString("url");
        return new NodeRow(
                new NodeId(row.getString("id")),
                address == null ? null : URI.create(address),
                roles(row.getString("roles")),
                row.getBoolean("draining"));
    }

    /** Roles of a newer program that this one does not know are no concern of its. */
    private static Set<NodeRole> roles(String names) {
        Set<String> known = Set.of(names.split(","));
        Set<NodeRole> roles = EnumSet.noneOf(NodeRole.class);
        for (NodeRole role : NodeRole.values()) {
            if (known.contains(role.name())) {
                roles.add(role);
            }
        }
        return roles;
    }
}
