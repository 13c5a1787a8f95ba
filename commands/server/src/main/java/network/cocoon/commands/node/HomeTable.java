package network.cocoon.commands.node;

import java.util.Optional;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which nodes a request concerns: the one that relays it and the one at which its client waits. */
@Component
class HomeTable {

    private final JdbcClient jdbc;

    HomeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param relay of the last assignment */
    record Where(State state, @Nullable NodeId relay) {}

    Optional<Where> where(RequestId request) {
        return jdbc.sql("SELECT state, relay FROM inference_request WHERE request = :request")
                .param("request", request.value())
                .query((row, _) -> new Where(State.valueOf(row.getString("state")), node(row.getString("relay"))))
                .optional();
    }

    /**
     * Where the client waits, if an answer may begin to pass there. Asked of the table, not of what this node has read: an
     * answer that is named to a node which is leaving is lost with it.
     */
    Optional<NodeId> home(RequestId request) {
        return jdbc.sql("SELECT r.home FROM inference_request r JOIN node n ON n.id = r.home "
                        + "WHERE r.request = :request AND NOT n.draining AND n.roles LIKE '%API%' AND n."
                        + NodeTable.ALIVE)
                .param("request", request.value())
                .query((row, _) -> new NodeId(row.getString("home")))
                .optional();
    }

    /** The client of a request that is not assigned waits at this node now. */
    void waitsAt(RequestId request, AccountId account, NodeId node) {
        jdbc.sql("""
                UPDATE inference_request SET home = :node
                WHERE request = :request AND account = :account AND state = 'QUEUED' AND home IS DISTINCT FROM :node""")
                .param("request", request.value())
                .param("account", account.value())
                .param("node", node.value())
                .update();
    }

    /** Answers that a node still owes. */
    int relayedBy(NodeId node) {
        return jdbc.sql("SELECT count(*) FROM inference_request WHERE state = 'ASSIGNED' AND relay = :node")
                .param("node", node.value())
                .query(Integer.class)
                .single();
    }

    private static @Nullable NodeId node(@Nullable String id) {
        return id == null ? null : new NodeId(id);
    }
}
