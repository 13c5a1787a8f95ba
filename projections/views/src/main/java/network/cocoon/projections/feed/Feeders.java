package network.cocoon.projections.feed;

import network.cocoon.eventstore.TokenOwner;
import network.cocoon.projections.keeping.Chore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The processes that feed the views, and this one's share of the segments. */
@Component
class Feeders implements Chore {

    /** How many ways the work is cut. */
    static final int SEGMENTS = 4;

    private final JdbcClient jdbc;
    private final TokenOwner owner;
    private final boolean feeds;
    private volatile int living = 1;

    Feeders(JdbcClient jdbc, TokenOwner owner, ObjectProvider<FeedDuty> duty) {
        this.jdbc = jdbc;
        this.owner = owner;
        this.feeds = duty.getIfAvailable(() -> new FeedDuty(true)).feeds();
    }

    /** Most segments that this process should have: all of them while it is alone, none where it feeds no views. */
    int share() {
        return feeds ? Math.ceilDiv(SEGMENTS, living) : 0;
    }

    /** By the database's clock, which is the same for all. */
    @Override
    public void run() {
        if (!feeds) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO view_feeder (feeder, seen_at) VALUES (:me, clock_timestamp())
                        ON CONFLICT (feeder) DO UPDATE SET seen_at = excluded.seen_at""").param("me", owner.id()).update();
        jdbc.sql("DELETE FROM view_feeder WHERE seen_at < clock_timestamp() - interval '1 minute'")
                .update();
        living = Math.max(
                1,
                jdbc.sql("SELECT count(*) FROM view_feeder WHERE seen_at > clock_timestamp() - interval '4 seconds'")
                        .query(Integer.class)
                        .single());
    }

    @Override
    public void end() {
        jdbc.sql("DELETE FROM view_feeder WHERE feeder = :me")
                .param("me", owner.id())
                .update();
    }
}
