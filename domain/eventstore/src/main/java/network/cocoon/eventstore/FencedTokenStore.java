package network.cocoon.eventstore;

import java.sql.Connection;
import java.sql.ResultSet;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Axon's bookmarks, with one difference: neither storing one nor extending a claim ever takes a claim. A process that
 * slept through the end of its claim, or whose bookmark was moved by a rebuild, finds its batch rolled back and begins
 * anew at the bookmark, instead of carrying on from where it thinks it is.
 */
final class FencedTokenStore extends JdbcTokenStore {

    private final JdbcClient jdbc;
    private final TokenOwner owner;

    FencedTokenStore(Builder builder, JdbcClient jdbc, TokenOwner owner) {
        super(builder);
        this.jdbc = jdbc;
        this.owner = owner;
    }

    @Override
    protected void updateToken(
            Connection connection, ResultSet resultSet, TrackingToken token, String processorName, int segment) {
        throw lost(processorName, segment);
    }

    @Override
    public void extendClaim(String processorName, int segment) {
        int extended = jdbc.sql("""
                        UPDATE token_entry SET updated_at = :now
                        WHERE processor_name = :processor AND segment = :segment AND owner = :owner""")
                .param("now", DateTimeUtils.formatInstant(AbstractTokenEntry.clock.instant()))
                .param("processor", processorName)
                .param("segment", segment)
                .param("owner", owner.id())
                .update();
        if (extended == 0) {
            throw lost(processorName, segment);
        }
    }

    private static UnableToClaimTokenException lost(String processorName, int segment) {
        return new UnableToClaimTokenException(
                "segment %d of %s is no longer claimed by this process".formatted(segment, processorName));
    }
}
