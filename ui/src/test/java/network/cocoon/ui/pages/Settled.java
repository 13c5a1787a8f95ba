package network.cocoon.ui.pages;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Two closed periods and some measurements straight in the views: the sample history has none. */
final class Settled {

    private Settled() {}

    static void periods(JdbcClient jdbc) {
        jdbc.sql("""
                        INSERT INTO view_period (period, from_at, up_to, charged, fees, providers, requests, closed_at)
                        SELECT day::text, day, day + 1, 4812730915, 240636546, 2, 38114, day + 1 + time '00:02'
                        FROM (VALUES (date '2026-11-18'), (date '2026-11-19')) AS d(day)""").update();
        jdbc.sql("""
                        INSERT INTO view_accrual (period, provider_id, reward, requests)
                        SELECT p.period, 'own_' || repeat(o.owner, 16), o.reward, o.asked
                        FROM view_period p,
                            (VALUES ('a1', 3000000000, 25000), ('b2', 1572094369, 13114)) AS o(owner, reward, asked)""").update();
        jdbc.sql("""
                        INSERT INTO view_measurement (measurement, version, allowed, note, changed_at)
                        VALUES (repeat('c4', 32), 1, true, 'image 2026.11, engine 0.35', now() - interval '3 days'),
                               (repeat('d7', 32), 2, false, 'image 2026.09: withdrawn', now() - interval '1 day')""").update();
    }
}
