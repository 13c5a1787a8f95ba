package network.cocoon.ui.pages;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A hundred thousand requests straight in the views, made from the few that are there. */
final class ManyRequests {

    private ManyRequests() {}

    static void fill(JdbcClient jdbc, int count) {
        String columns = jdbc.sql("""
                        SELECT string_agg(column_name, ', ' ORDER BY ordinal_position) FROM information_schema.columns
                        WHERE table_schema = 'public' AND table_name = 'view_request' AND is_generated = 'NEVER'
                            AND column_name NOT IN ('request_id', 'requested_at', 'closed_at', 'cost')""").query(String.class).single();
        // Columns of ours, not a reader's. Each copy is asked a second earlier than the one before.
        jdbc.sql("INSERT INTO view_request (request_id, requested_at, closed_at, cost, " + columns + ") "
                        + "SELECT md5('copy ' || n), d.day - n * interval '1 second',"
                        + " d.day - n * interval '1 second' + (n % 4000) * interval '1 millisecond', 1000 + n, "
                        + columns
                        + """
                         FROM generate_series(1, :count) AS s(n)
                        JOIN (SELECT *, row_number() OVER (ORDER BY request_id) - 1 AS place, count(*) OVER () AS all_of,
                                     min(requested_at) OVER () AS day
                              FROM view_request WHERE state IN ('COMPLETED', 'FAILED')) d ON d.place = n % d.all_of""")
                .param("count", count)
                .update();
        jdbc.sql("INSERT INTO view_tally (name, shard, n) VALUES ('requests.COMPLETED', 900, :count)")
                .param("count", count)
                .update();
        jdbc.sql("ANALYZE view_request").update();
    }
}
