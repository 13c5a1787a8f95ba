package network.cocoon.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    /** One cluster for all: creating it is the slow part. */
    @TempDir
    static Path home;

    @AfterEach
    void stopWhatIsLeft() throws IOException {
        if (Postmaster.runningOn(home.resolve("cluster")).isPresent()) {
            // Opening adopts what a test orphaned, closing stops it.
            EmbeddedPostgres.start(home, 0, TestPrograms.FOLDER).close();
        }
    }

    @Test
    void keepsWhatWasCommittedAndFlushesIt() throws SQLException {
        try (var first = EmbeddedPostgres.start(home, 0, TestPrograms.FOLDER)) {
            execute(first, "CREATE TABLE closed AS SELECT 42 AS answer");
            assertThat(query(first, "SHOW fsync")).isEqualTo("on");
            assertThat(query(first, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(first, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(first, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
        }
        try (var second = EmbeddedPostgres.start(home, 0, TestPrograms.FOLDER)) {
            assertThat(query(second, "SELECT answer FROM closed")).isEqualTo("42");
        }
    }

    /** What is told after a commit that did not wait for the disk is held by a lock: this is why that is enough, and a look is not. */
    @Test
    void aLockWaitsForTheDiskWithAllBeforeItAndALookDoesNot() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(home, 0, TestPrograms.FOLDER);
                Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE late (id int)");
            int late = 0;
            for (int i = 0; i < 2_000 && late < 20; i++) {
                statement.execute(
                        "BEGIN; SET LOCAL synchronous_commit TO off; INSERT INTO late VALUES (" + i + "); COMMIT");
                String place = place(statement);
                statement.execute("BEGIN; SELECT * FROM late WHERE id = " + i + "; COMMIT");
                // Its writer comes by every ten milliseconds, and may just have done so.
                if (!isOnDisk(statement, place)) {
                    late++;
                    statement.execute("BEGIN; SELECT * FROM late WHERE id = " + i + " FOR UPDATE; COMMIT");
                    assertThat(isOnDisk(statement, place)).isTrue();
                }
            }
            assertThat(late).as("looks after which it was not there").isEqualTo(20);
        }
    }

    /** Of the last record in the write-ahead log. */
    private static String place(Statement statement) throws SQLException {
        try (ResultSet place = statement.executeQuery("SELECT pg_current_wal_insert_lsn()::text")) {
            place.next();
            return place.getString(1);
        }
    }

    private static boolean isOnDisk(Statement statement, String place) throws SQLException {
        try (ResultSet flushed =
                statement.executeQuery("SELECT pg_current_wal_flush_lsn() >= '" + place + "'::pg_lsn")) {
            flushed.next();
            return flushed.getBoolean(1);
        }
    }

    @Test
    void asksEveryLocalUserForThePassword() throws IOException {
        try (var postgres = EmbeddedPostgres.start(home, 0, TestPrograms.FOLDER)) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "postgres", "guess"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), ""))
                    .isInstanceOf(SQLException.class);
        }
        for (String secret : List.of("password", "admin-password")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(secret))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void namesATakenPort() throws IOException {
        try (var squatter = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(home, squatter.getLocalPort(), TestPrograms.FOLDER))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("port " + squatter.getLocalPort());
        }
    }

    @Test
    void refusesASecondHolderOfTheFolder() {
        try (var _ = EmbeddedPostgres.start(home, 0, TestPrograms.FOLDER)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(home, 0, TestPrograms.FOLDER))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("already open");
        }
    }

    @Test
    void startsAgainAfterTheServerWasKilled() throws Exception {
        var first = EmbeddedPostgres.start(home, 0, TestPrograms.FOLDER);
        execute(first, "CREATE TABLE crashed AS SELECT 42 AS answer");
        kill(Postmaster.runningOn(home.resolve("cluster")).orElseThrow().pid());
        assertThat(home.resolve("cluster/postmaster.pid")).exists();
        first.close();

        try (var second = EmbeddedPostgres.start(home, 0, TestPrograms.FOLDER)) {
            assertThat(query(second, "SELECT answer FROM crashed")).isEqualTo("42");
        }
    }

    /** A process of it that is slow to notice keeps the next server out for as long. */
    @Test
    void waitsForWhatIsLeftOfAServerThatWasKilled() throws Exception {
        var first = EmbeddedPostgres.start(home, 0, TestPrograms.FOLDER);
        long server =
                Postmaster.runningOn(home.resolve("cluster")).orElseThrow().pid();
        String child = Long.toString(ProcessHandle.of(server)
                .orElseThrow()
                .children()
                .findFirst()
                .orElseThrow()
                .pid());
        signal("-STOP", child);
        kill(server);
        first.close();
        CompletableFuture<Void> woken = CompletableFuture.runAsync(
                () -> signal("-CONT", child), CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));

        try (var second = EmbeddedPostgres.start(home, 0, TestPrograms.FOLDER)) {
            assertThat(woken).as("it was still there").isDone();
            assertThat(query(second, "SELECT 42")).isEqualTo("42");
        }
    }

    private static void signal(String which, String pid) {
        try {
            assertThat(new ProcessBuilder("kill", which, pid).start().waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void doesNotMistakeAnotherProcessForItsServer() throws Exception {
        EmbeddedPostgres.start(home, 0, TestPrograms.FOLDER).close();
        String[] lines = {String.valueOf(ProcessHandle.current().pid()), "x", "0", "5432", "", "127.0.0.1", "", ""};
        Files.writeString(home.resolve("cluster/postmaster.pid"), String.join("\n", lines));

        try (var again = EmbeddedPostgres.start(home, 0, TestPrograms.FOLDER)) {
            assertThat(query(again, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void adoptsTheServerOfAKilledProcess() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int orphanPort;
        try (var reader = holder.inputReader()) {
            orphanPort = Integer.parseInt(reader.readLine());
            kill(holder.pid());
        }
        long orphan =
                Postmaster.runningOn(home.resolve("cluster")).orElseThrow().pid();

        var adopted = EmbeddedPostgres.start(home, orphanPort, TestPrograms.FOLDER);
        assertThat(query(adopted, "SELECT answer FROM kept")).isEqualTo("42");
        assertThat(Postmaster.runningOn(home.resolve("cluster")).orElseThrow().pid())
                .isEqualTo(orphan);
        adopted.close();
        assertThat(Postmaster.runningOn(home.resolve("cluster"))).isEmpty();
    }

    private static void kill(long pid) throws Exception {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(30, TimeUnit.SECONDS);
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    /** Holds a database until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), 0, TestPrograms.FOLDER);
            execute(postgres, "CREATE TABLE kept AS SELECT 42 AS answer");
            System.out.println(postgres.port());
            Thread.sleep(TimeUnit.MINUTES.toMillis(5));
        }
    }
}
