package network.cocoon.ui.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of every process while an answer streams, PostgreSQL included; then the same folder again. */
class CrashTest {

    /** Requests that have begun and not ended. */
    private static final String OPEN = """
            SELECT count(*) FROM domain_event r WHERE r.name = 'inference.Requested' AND NOT EXISTS (
                SELECT 1 FROM domain_event e WHERE e.aggregate_id = r.aggregate_id AND e.name IN
                    ('inference.Completed', 'inference.Failed', 'inference.Cancelled', 'inference.Expired'))""";

    @TempDir
    Path data;

    private Ports ports = Ports.DEFAULT;
    private Folders folders = Folders.ofCheckout();
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void places() throws IOException {
        ports = Ports.free();
        folders = Folders.ofCheckout().withData(data);
    }

    @AfterEach
    void leave_nothing_behind() throws Exception {
        for (Process process : started) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                killTree(process);
            }
        }
    }

    @Test
    void everything_dies_in_mid_stream_and_nothing_is_lost_or_billed_twice() throws Exception {
        Process first = startNetwork();
        ask("Tell me about Cocoon.", 1);
        killTree(first);

        Process second = startNetwork();
        assertThat(eventuallyOpen())
                .as("requests neither completed, failed nor expired")
                .isZero();
        assertThat(ask("What is Cocoon?", Integer.MAX_VALUE)).contains("[DONE]");

        AuditRun audit = AuditRun.of(folders, databaseUrl());
        assertThat(audit.exitCode()).as(audit.output()).isZero();

        List<ProcessHandle> family = second.descendants().toList();
        second.destroy();
        assertThat(second.waitFor(40, TimeUnit.SECONDS))
                .as("stops when told to")
                .isTrue();
        assertThat(family.stream().filter(ProcessHandle::isAlive))
                .as("no process is left behind")
                .isEmpty();
    }

    private Process startNetwork() throws IOException, InterruptedException {
        Path log = data.resolveSibling(data.getFileName() + "-network.log");
        Files.deleteIfExists(log);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx700m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalNetworkMain.class.getName(),
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(ports.openAi()),
                        "--console-port",
                        Integer.toString(ports.console()),
                        "--database-port",
                        Integer.toString(ports.database()))
                .directory(folders.checkout().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        started.add(process);
        Instant limit = Instant.now().plusSeconds(180);
        while (!Files.readString(log).contains("Cocoon is ready")) {
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            assertThat(Instant.now()).as("starting:\n" + Files.readString(log)).isBefore(limit);
            Thread.sleep(200);
        }
        return process;
    }

    /** Reads at most so many lines of the stream; returns them. */
    private String ask(String question, int lines) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.openAi() + "/v1/chat/completions"))
                            .timeout(Duration.ofSeconds(60))
                            .header("Authorization", "Bearer " + ClientProcess.key(folders))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("""
                                    {"model":"cocoon-tiny","stream":true,"max_tokens":120,
                                     "messages":[{"role":"user","content":"%s"}]}""".formatted(question)))
                            .build(),
                    HttpResponse.BodyHandlers.ofLines());
            StringBuilder text = new StringBuilder();
            Iterator<String> all = answer.body().iterator();
            for (int i = 0; i < lines && all.hasNext(); i++) {
                text.append(all.next()).append('\n');
            }
            if (lines != Integer.MAX_VALUE) {
                http.shutdownNow();
            }
            assertThat(answer.statusCode()).as(text.toString()).isEqualTo(200);
            return text.toString();
        }
    }

    private void killTree(Process process) throws IOException {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        Path pid = folders.operator().resolve("postgres/cluster/postmaster.pid");
        if (Files.exists(pid)) {
            try (BufferedReader in = Files.newBufferedReader(pid, StandardCharsets.UTF_8)) {
                ProcessHandle.of(Long.parseLong(in.readLine().strip())).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    private long eventuallyOpen() throws SQLException, IOException, InterruptedException {
        Instant limit = Instant.now().plusSeconds(60);
        long open = count(OPEN);
        while (open > 0 && Instant.now().isBefore(limit)) {
            Thread.sleep(500);
            open = count(OPEN);
        }
        return open;
    }

    private long count(String sql) throws SQLException, IOException {
        Properties user = new Properties();
        user.setProperty("user", "cocoon");
        user.setProperty(
                "password", Files.readString(folders.databasePassword()).strip());
        try (Connection connection = DriverManager.getConnection(databaseUrl(), user);
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:" + ports.database() + "/cocoon";
    }
}
