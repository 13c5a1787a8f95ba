package network.cocoon.ui.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private static final String COMPLETED = "SELECT count(*) FROM domain_event WHERE name = 'inference.Completed'";

    /** 400 words, each after a pause: twenty seconds of answer, so the kill surely falls into it. */
    private static final String LONG = "w ".repeat(400).strip();

    private static final int PACE_MILLIS = 50;

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
        List<String> heard = killInMidStream(first);
        assertThat(heard).as("the answer had begun").anyMatch(line -> line.contains("\"content\":\"w"));
        assertThat(heard).as("and had not ended").noneMatch(line -> line.contains("[DONE]"));

        Process second = startNetwork();
        assertThat(eventuallyOpen())
                .as("requests neither completed, failed nor expired")
                .isZero();
        assertThat(count(COMPLETED))
                .as("nothing was billed for what nobody got")
                .isZero();
        assertThat(ask("two words")).contains("[DONE]");
        // The app has its answer and receipt a moment before the worker's own report is in the log.
        assertThat(eventuallyOpen()).isZero();
        assertThat(count(COMPLETED)).isEqualTo(1);

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
                        "--engine",
                        "echo",
                        "--echo-pace-millis",
                        Integer.toString(PACE_MILLIS),
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(ports.openAi()),
                        "--console-port",
                        Integer.toString(ports.console()),
                        "--database-port",
                        Integer.toString(ports.database()),
                        "--chain-port",
                        Integer.toString(ports.chain()))
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

    /** Kills everything when some text has come, the client's connection still open. Returns what was heard. */
    private List<String> killInMidStream(Process process) throws IOException, InterruptedException {
        List<String> heard = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            Iterator<String> lines =
                    send(http, LONG, HttpResponse.BodyHandlers.ofLines()).iterator();
            while (heard.stream()
                            .filter(line -> line.contains("\"content\":\"w"))
                            .count()
                    < 3) {
                heard.add(lines.next());
            }
            killTree(process);
            while (lines.hasNext()) {
                heard.add(lines.next());
            }
        } catch (UncheckedIOException e) {
            // The sidecar died too: that is how the stream ends.
            heard.add("broken");
        }
        return heard;
    }

    private String ask(String text) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return send(http, text, HttpResponse.BodyHandlers.ofString());
        }
    }

    private <T> T send(HttpClient http, String text, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        HttpResponse<T> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.openAi() + "/v1/chat/completions"))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + ClientProcess.key(folders))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"model":"echo","stream":true,"max_tokens":500,
                                 "messages":[{"role":"user","content":"%s"}]}""".formatted(text)))
                        .build(),
                handler);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
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
