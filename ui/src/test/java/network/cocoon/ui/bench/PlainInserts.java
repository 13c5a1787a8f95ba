package network.cocoon.ui.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import network.cocoon.ui.cluster.Database;

/**
 * The limit that throughput is held against: the same PostgreSQL, the same number of callers, each committing one row of
 * the same size after the other and nothing else.
 */
final class PlainInserts {

    private PlainInserts() {}

    /** Commits a second. */
    static double run(Database database, int callers, int rowBytes, int seconds)
            throws SQLException, InterruptedException, ExecutionException {
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS plain_insert");
            statement.execute("CREATE TABLE plain_insert (id bigserial PRIMARY KEY, payload bytea NOT NULL)");
        }
        byte[] row = new byte[rowBytes];
        new Random(1).nextBytes(row);
        AtomicLong committed = new AtomicLong();
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000L;
        List<Future<?>> done = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(callers)) {
            for (int i = 0; i < callers; i++) {
                done.add(executor.submit(() -> {
                    try (Connection connection = database.connect();
                            PreparedStatement insert =
                                    connection.prepareStatement("INSERT INTO plain_insert (payload) VALUES (?)")) {
                        while (System.nanoTime() < end) {
                            insert.setBytes(1, row);
                            insert.executeUpdate();
                            committed.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> caller : done) {
                caller.get();
            }
        }
        double elapsed = (System.nanoTime() - begin) / 1e9;
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE plain_insert");
        }
        return committed.get() / elapsed;
    }
}
