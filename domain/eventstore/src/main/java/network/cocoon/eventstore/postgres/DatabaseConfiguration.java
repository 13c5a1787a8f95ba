package network.cocoon.eventstore.postgres;

import java.nio.file.Path;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Where the program finds its database: the one it brings along, or with {@code cocoon.database.url} a given one.
 *
 * <ul>
 *   <li>{@code cocoon.database.url}, {@code .user}, {@code .password}: a PostgreSQL of the operator's own;
 *   <li>{@code cocoon.data-dir}: otherwise, the folder that holds the embedded one, in {@code postgres};
 *   <li>{@code cocoon.database.port}: where that one listens on 127.0.0.1, 10543 if not given.
 * </ul>
 */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {
    static final int DEFAULT_PORT = 10_543;

    /** Closed by Spring after the pool that depends on it. */
    @Bean
    JdbcConnectionDetails database(Environment settings) {
        String url = settings.getProperty("cocoon.database.url", "");
        if (!url.isBlank()) {
            return new Database(
                    url,
                    settings.getProperty("cocoon.database.user", "cocoon"),
                    settings.getProperty("cocoon.database.password", ""),
                    () -> {});
        }
        var postgres = EmbeddedPostgres.start(
                Path.of(settings.getRequiredProperty("cocoon.data-dir")).resolve("postgres"),
                settings.getProperty("cocoon.database.port", Integer.class, DEFAULT_PORT));
        return new Database(postgres.jdbcUrl(), postgres.user(), postgres.password(), postgres::close);
    }

    /** A class, not a record: what a record prints would hold the password. */
    private static final class Database implements JdbcConnectionDetails, AutoCloseable {
        private final String url;
        private final String user;
        private final String password;
        private final Runnable closing;

        Database(String url, String user, String password, Runnable closing) {
            this.url = url;
            this.user = user;
            this.password = password;
            this.closing = closing;
        }

        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public String getUsername() {
            return user;
        }

        @Override
        public String getPassword() {
            return password;
        }

        @Override
        public void close() {
            closing.run();
        }
    }
}
