package network.cocoon.projections.feed;

import java.time.InstantSource;
import network.cocoon.projections.Rows;
import network.cocoon.projections.keeping.Chore;
import network.cocoon.projections.rollup.Grain;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Drops counters by the second that nobody can ask for any more. */
@Component
class SecondsPruning implements Chore {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    SecondsPruning(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void run() {
        var before = Rows.utc(clock.instant().minus(Grain.SECOND.kept().multipliedBy(2)));
        jdbc.sql("DELETE FROM view_traffic WHERE grain = 'SECOND' AND start < :before")
                .param("before", before)
                .update();
        jdbc.sql("DELETE FROM view_latency WHERE grain = 'SECOND' AND start < :before")
                .param("before", before)
                .update();
    }
}
