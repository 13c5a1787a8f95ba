package network.cocoon.commands.chain;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import network.cocoon.wire.api.OperatorApi.ChainAlarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What settlement found that a person should know. Said again while it lasts; over once it was not for a while. */
@Component
public class ChainAlarms {

    private static final Logger LOG = LoggerFactory.getLogger(ChainAlarms.class);

    /** Several rounds of whoever says it, failures of a server and their rests included. */
    private static final Duration LASTS = Duration.ofMinutes(5);

    private static final int MOST_SHOWN = 200;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ChainAlarms(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param code    one of a closed set
     * @param subject what it is about: an address or a batch
     */
    public void raise(String code, String subject) {
        Instant now = clock.instant();
        boolean fresh = jdbc.sql("""
                        INSERT INTO chain_alarm (code, subject, since, last) VALUES (:code, :subject, :now, :now)
                        ON CONFLICT (code, subject) DO UPDATE SET last = EXCLUDED.last,
                            since = CASE WHEN chain_alarm.last < :over THEN EXCLUDED.since ELSE chain_alarm.since END
                        RETURNING since = last""")
                .param("code", code)
                .param("subject", subject)
                .param("now", Timestamp.from(now))
                .param("over", Timestamp.from(now.minus(LASTS)))
                .query(Boolean.class)
                .single();
        if (fresh) {
            LOG.warn("chain_alarm code={} subject={}", code, subject);
        }
    }

    /** Those that last, the oldest first. */
    public List<ChainAlarm> open() {
        return jdbc.sql("""
                        SELECT code, subject, since, last FROM chain_alarm WHERE last >= :over
                        ORDER BY since, code, subject LIMIT :most""")
                .param("over", Timestamp.from(clock.instant().minus(LASTS)))
                .param("most", MOST_SHOWN)
                .query((row, _) -> new ChainAlarm(
                        row.getString("code"),
                        row.getString("subject"),
                        row.getTimestamp("since").toInstant(),
                        row.getTimestamp("last").toInstant()))
                .list();
    }
}
