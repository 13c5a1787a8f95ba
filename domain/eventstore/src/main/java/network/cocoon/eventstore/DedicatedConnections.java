package network.cocoon.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections that are kept for long and hold a lock or a subscription: they must not come from a pool. */
@FunctionalInterface
public interface DedicatedConnections {
    /** Opens one; the caller closes it. */
    Connection open() throws SQLException;

    /** Connections to the same database, past the pool if it is one. */
    static DedicatedConnections to(DataSource database) {
        return database instanceof HikariDataSource pool
                ? () -> DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword())
                : database::getConnection;
    }
}
