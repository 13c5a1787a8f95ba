package network.cocoon.commands.node;

import java.util.List;
import network.cocoon.domain.kernel.RequestId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Requests whose answers depend on a node that is gone, or on this one. */
@Component
public class OwedAnswers {

    private static final int MOST = 1_000;

    private final JdbcClient jdbc;
    private final Nodes nodes;

    OwedAnswers(JdbcClient jdbc, Nodes nodes) {
        this.jdbc = jdbc;
        this.nodes = nodes;
    }

    /**
     * Assigned requests whose relay is dead, by the database's clock; none as long as this node cannot tell a silent node
     * from a database that was away.
     */
    public List<RequestId> ofDeadNodes() {
        return nodes.steady()
                ? requests(
                        "state = 'ASSIGNED' AND relay IS NOT NULL AND relay <> :self AND relay NOT IN (SELECT id FROM node WHERE "
                                + NodeTable.ALIVE + ")")
                : List.of();
    }

    /** Assigned requests that this node relays. */
    public List<RequestId> ofThisNode() {
        return requests("state = 'ASSIGNED' AND relay = :self");
    }

    /** Requests that wait for a worker, wherever their clients wait. */
    public List<RequestId> queued() {
        return requests("state = 'QUEUED' AND :self <> ''");
    }

    private List<RequestId> requests(String where) {
        return jdbc.sql("SELECT request FROM inference_request WHERE " + where + " LIMIT :most")
                .param("self", nodes.self().value())
                .param("most", MOST)
                .query((row, _) -> new RequestId(row.getString("request")))
                .list();
    }
}
