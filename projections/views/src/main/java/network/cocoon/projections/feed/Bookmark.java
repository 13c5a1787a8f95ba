package network.cocoon.projections.feed;

import network.cocoon.eventstore.TokenOwner;
import network.cocoon.projections.Views;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bookmark of a segment, held while a batch is written. */
@Component
class Bookmark {

    private final JdbcClient jdbc;
    private final TokenOwner owner;

    Bookmark(JdbcClient jdbc, TokenOwner owner) {
        this.jdbc = jdbc;
        this.owner = owner;
    }

    /**
     * Locks the bookmark until the transaction ends, before any row of the views is touched: a batch of another owner,
     * or a rebuild, comes wholly before or wholly after. Also keeps the planner to indexes, for its statistics lag
     * behind tables that grow from nothing, and a plan made for an empty table would be kept. The commit does not wait
     * for the disk: should the database crash, rows and bookmark go together, and the log brings both again.
     *
     * @throws UnableToClaimTokenException when the segment has another owner by now
     */
    void hold(int segment) {
        boolean mine = jdbc.sql("""
                        SELECT owner = :owner AS mine, set_config('enable_seqscan', 'off', true),
                            set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
                            set_config('synchronous_commit', 'off', true)
                        FROM token_entry WHERE processor_name = :processor AND segment = :segment FOR NO KEY UPDATE""")
                .param("owner", owner.id())
                .param("processor", Views.PROCESSOR)
                .param("segment", segment)
                .query((row, _) -> row.getBoolean("mine"))
                .optional()
                .orElse(false);
        if (!mine) {
            throw new UnableToClaimTokenException(
                    "segment %d of %s has another owner".formatted(segment, Views.PROCESSOR));
        }
    }
}
