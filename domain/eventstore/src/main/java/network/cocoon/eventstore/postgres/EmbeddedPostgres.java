package network.cocoon.eventstore.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A durable PostgreSQL of our own on 127.0.0.1: its data outlives the process, every user needs a password, and a
 * server that a killed process left behind is taken over by the next start.
 *
 * <p>In the folder: {@code cluster} (the data), {@code programs}, {@code server.log}, and two owner-only files with
 * the generated passwords of the application's user and of the administrator.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String NAME = "cocoon";
    private static final String ADMIN = "postgres";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    /** SQLSTATE while the server starts or recovers. (PostgreSQL, appendix A) */
    private static final String CANNOT_CONNECT_NOW = "57P03";

    private static final int MAX_LOGINS = 600;
    private static final Duration LOGIN_PAUSE = Duration.ofMillis(100);
    private static final long MAX_LOG_BYTES = 16L << 20;

    /** What PostgreSQL refuses to start with while one of its processes of before lives. */
    private static final String OTHERS_LEFT = "pre-existing shared memory block";

    private static final int MAX_TAIL = 64 * 1024;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Path folder;
    private final Path cluster;
    private final Path log;
    private final FileChannel lock;
    private final PostgresPrograms programs;
    private final String password;
    private final String adminPassword;
    private int port;

    private EmbeddedPostgres(Path folder, Path programsFolder, FileChannel lock) throws IOException {
        this.folder = folder;
        this.cluster = folder.resolve("cluster");
        this.log = folder.resolve("server.log");
        this.lock = lock;
        this.programs = PostgresPrograms.in(PostgresBinaries.unpackInto(programsFolder));
        var random = new SecureRandom();
        this.password = SecretFile.readOrCreate(folder.resolve("password"), random);
        this.adminPassword = SecretFile.readOrCreate(folder.resolve("admin-password"), random);
    }

    /**
     * Starts the database of a folder, creating both when they are missing.
     *
     * @param folder its home; only one process may hold it at a time
     * @param port on 127.0.0.1; 0 picks a free one
     * @throws EmbeddedPostgresException when the port is taken, the folder is in use, or PostgreSQL does not start
     */
    public static EmbeddedPostgres start(Path folder, int port) {
        return start(folder, port, folder.resolve("programs"));
    }

    /** As {@link #start(Path, int)}, with the unpacked programs in a place that several databases share. */
    public static EmbeddedPostgres start(Path folder, int port, Path programs) {
        Path home = folder.toAbsolutePath().normalize();
        @Nullable FileChannel lock = null;
        try {
            Files.createDirectories(home);
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
            lock = lock(home);
            var postgres = new EmbeddedPostgres(home, programs.toAbsolutePath().normalize(), lock);
            postgres.open(port);
            return postgres;
        } catch (IOException e) {
            closeQuietly(lock);
            throw new EmbeddedPostgresException("the embedded PostgreSQL in " + home + " cannot be started", e);
        } catch (EmbeddedPostgresException e) {
            closeQuietly(lock);
            throw e;
        }
    }

    /** The address of the database {@code cocoon}. */
    public String jdbcUrl() {
        return url(NAME);
    }

    /** The application's user. */
    public String user() {
        return NAME;
    }

    /** The application's password. Never log it. */
    public String password() {
        return password;
    }

    /** Where it listens on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Stops the server; what was committed stays. */
    @Override
    public void close() {
        try {
            stop();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("the embedded PostgreSQL in " + folder + " cannot be stopped", e);
        } finally {
            closeQuietly(lock);
        }
    }

    private void open(int wantedPort) throws IOException {
        Optional<Postmaster> orphan = Postmaster.runningOn(cluster);
        if (orphan.isPresent() && (wantedPort == 0 || wantedPort == orphan.get().port())) {
            port = orphan.get().port();
        } else {
            if (orphan.isPresent()) {
                stop();
            }
            port = freePort(wantedPort);
            if (!Files.exists(cluster)) {
                createCluster();
            }
            startServer();
        }
        createDatabase();
    }

    private void createCluster() throws IOException {
        Path fresh = folder.resolve("cluster.new");
        PostgresBinaries.deleteTree(fresh);
        int status = programs.run(
                log,
                START_LIMIT,
                "initdb",
                List.of(
                        "--pgdata=" + fresh,
                        "--username=" + ADMIN,
                        "--pwfile=" + folder.resolve("admin-password"),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"));
        if (status != 0) {
            throw new EmbeddedPostgresException("initdb failed; see " + log);
        }
        Files.writeString(fresh.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * How soon a commit that did not wait is on the disk all the same; 200 ms if it is not said. The note that an answer has
     * begun is one: lost with the database, it has an answer given twice.
     */
    private static final String LATE_COMMITS = " -c wal_writer_delay=10ms";

    private void startServer() throws IOException {
        if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
            Files.delete(log);
        }
        String options = "-p " + port
                + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=on -c synchronous_commit=on"
                + LATE_COMMITS
                + " -c timezone=UTC -c max_connections=200 -c log_min_messages=warning -c log_checkpoints=off";
        List<String> arguments = List.of(
                "--pgdata=" + cluster,
                "--log=" + log,
                "--wait",
                "--timeout=" + START_LIMIT.toSeconds(),
                "--silent",
                "--options=" + options,
                "start");
        long began = System.nanoTime();
        long said = logged();
        while (programs.run(log, START_LIMIT.plusSeconds(5), "pg_ctl", arguments) != 0) {
            if (!othersAreLeaving(said) || System.nanoTime() - began > START_LIMIT.toNanos()) {
                throw new EmbeddedPostgresException(
                        "PostgreSQL did not start on 127.0.0.1:%d; see %s".formatted(port, log));
            }
            said = logged();
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private long logged() throws IOException {
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /** Processes of a server that was killed end by themselves, and until then hold its memory: they are waited for. */
    private boolean othersAreLeaving(long since) throws IOException {
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(since);
            return new String(in.readNBytes(MAX_TAIL), StandardCharsets.UTF_8).contains(OTHERS_LEFT);
        }
    }

    private void stop() throws IOException {
        if (Postmaster.runningOn(cluster).isEmpty()) {
            return;
        }
        List<String> arguments = List.of(
                "--pgdata=" + cluster,
                "--mode=fast",
                "--wait",
                "--timeout=" + STOP_LIMIT.toSeconds(),
                "--silent",
                "stop");
        if (programs.run(log, STOP_LIMIT.plusSeconds(5), "pg_ctl", arguments) != 0
                && Postmaster.runningOn(cluster).isPresent()) {
            throw new EmbeddedPostgresException("PostgreSQL did not stop; see " + log);
        }
    }

    /** The administrator's connection. An adopted server may still be recovering from what orphaned it. */
    private Connection login() throws SQLException {
        for (int attempt = 0; ; attempt++) {
            try {
                return DriverManager.getConnection(url(ADMIN), ADMIN, adminPassword);
            } catch (SQLException e) {
                if (!CANNOT_CONNECT_NOW.equals(e.getSQLState()) || attempt == MAX_LOGINS) {
                    throw e;
                }
                try {
                    Thread.sleep(LOGIN_PAUSE);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new EmbeddedPostgresException("interrupted while PostgreSQL recovers", interrupted);
                }
            }
        }
    }

    private void createDatabase() {
        try (var connection = login();
                var statement = connection.createStatement()) {
            try (var known = statement.executeQuery("SELECT FROM pg_roles WHERE rolname = '" + NAME + "'")) {
                if (!known.next()) {
                    // Our own generated password: Base64url text, so nothing in it needs quoting.
                    statement.execute("CREATE ROLE " + NAME + " LOGIN CREATEDB PASSWORD '" + password + "'");
                }
            }
            try (var known = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
                if (!known.next()) {
                    statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
                }
            }
        } catch (SQLException e) {
            throw new EmbeddedPostgresException("cannot log in to PostgreSQL on 127.0.0.1:" + port, e);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    private static int freePort(int wanted) throws IOException {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), wanted));
            return probe.getLocalPort();
        } catch (BindException e) {
            throw new EmbeddedPostgresException(
                    "port %d on 127.0.0.1 is taken by another program; choose another for PostgreSQL".formatted(wanted),
                    e);
        }
    }

    private static FileChannel lock(Path home) throws IOException {
        FileChannel channel =
                FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new EmbeddedPostgresException("the database in " + home + " is already open in this process", e);
        }
        channel.close();
        throw new EmbeddedPostgresException("the database in " + home + " is in use by another Cocoon process");
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new EmbeddedPostgresException("cannot release the lock of the database folder", e);
            }
        }
    }
}
