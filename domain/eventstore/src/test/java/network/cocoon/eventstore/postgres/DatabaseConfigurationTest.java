package network.cocoon.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseConfigurationTest {
    @TempDir
    Path folder;

    @EnableAutoConfiguration
    @Import(DatabaseConfiguration.class)
    static class Application {}

    @Test
    void startsTheEmbeddedDatabaseMigratesItAndStopsIt() throws Exception {
        try (var application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties("cocoon.data-dir=" + folder, "cocoon.database.port=0")
                .run()) {
            assertThat(application.getBean(Flyway.class).info().current()).isNotNull();
            assertThat(JdbcClient.create(application.getBean(DataSource.class))
                            .sql("SELECT head FROM sequencer")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
        assertThat(Postmaster.runningOn(folder.resolve("postgres/cluster"))).isEmpty();
    }

    @Test
    void prefersTheDatabaseItIsGiven() {
        var settings = new StandardEnvironment();
        settings.getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "cocoon.database.url", "jdbc:postgresql://db/cocoon",
                                "cocoon.database.user", "operator",
                                "cocoon.database.password", "secret")));
        JdbcConnectionDetails details = new DatabaseConfiguration().database(settings);
        assertThat(details.getJdbcUrl()).isEqualTo("jdbc:postgresql://db/cocoon");
        assertThat(details.getUsername()).isEqualTo("operator");
        assertThat(details.getPassword()).isEqualTo("secret");
        assertThat(details.toString()).doesNotContain("secret");
    }
}
