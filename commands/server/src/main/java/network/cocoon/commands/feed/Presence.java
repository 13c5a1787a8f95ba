package network.cocoon.commands.feed;

import java.time.InstantSource;
import network.cocoon.commands.inflight.Sql;
import network.cocoon.domain.kernel.WorkerId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When each worker was last at its feed. */
@Component
class Presence {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Presence(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void seen(WorkerId worker) {
        jdbc.sql("UPDATE worker_live SET last_seen = :now WHERE worker = :worker")
                .param("now", Sql.time(clock.instant()))
                .param("worker", worker.value())
                .update();
    }
}
