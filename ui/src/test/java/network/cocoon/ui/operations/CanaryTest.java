package network.cocoon.ui.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.cocoon.ui.cluster.Cluster;
import network.cocoon.wire.json.CocoonJson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends texts that stand nowhere else through the whole network, some of them through requests that fail, and looks for
 * them in everything the operator keeps, says and holds. Every place is searched for something that must be there too:
 * a search that finds nothing proves nothing.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CanaryTest {

    private static final SecureText RANDOM = new SecureText();
    private static final String SYSTEM = RANDOM.canary("system");
    private static final String FIRST = RANDOM.canary("first");
    private static final String SAID = RANDOM.canary("said");
    private static final String LAST = RANDOM.canary("last");
    private static final String CUT = RANDOM.canary("cut");
    private static final String LONG = RANDOM.canary("long");
    private static final String BROKEN = RANDOM.canary("broken");
    private static final List<String> ALL = List.of(SYSTEM, FIRST, SAID, LAST, CUT, LONG, BROKEN);

    /** Sent to the operator itself by a client that makes every mistake: it gets there, and must not be repeated. */
    private static final String STRAY = RANDOM.canary("stray");

    private static final Pattern BEARER = Pattern.compile("(?i)authorization: bearer ([A-Za-z0-9_-]{20,})");
    private static final Pattern SIGNATURE = Pattern.compile("\"[a-zA-Z]*[sS]ignature\":\"([^\"]{40,})\"");

    @TempDir
    static Path data;

    private static Path clientWire;
    private static Path workerWire;
    private static final List<RecordingProxy> WIRES = new ArrayList<>();
    private static Cluster network;
    private static HttpClient http;
    private static String request;

    private static final class SecureText {
        private final java.security.SecureRandom random = new java.security.SecureRandom();

        String canary(String name) {
            byte[] bytes = new byte[12];
            random.nextBytes(bytes);
            String hex = HexFormat.of().formatHex(bytes);
            // A letter that encodings write differently.
            return name + hex.substring(0, 12) + "é" + hex.substring(12);
        }
    }

    @BeforeAll
    static void send_the_canaries() throws Exception {
        clientWire = Files.createDirectory(data.resolve("client-wire"));
        workerWire = Files.createDirectory(data.resolve("worker-wire"));
        http = HttpClient.newHttpClient();
        network = Cluster.start(
                data.resolve("network"),
                new Cluster.Size(1, 1, 2, 1, 20),
                new Cluster.Wiring(
                        uri -> recorded(uri, clientWire),
                        uri -> recorded(uri, workerWire),
                        List.of(
                                "logging.level.network.cocoon=debug",
                                "logging.file.name=" + data.resolve("network/logs/operator.log"),
                                "logging.structured.format.file=ecs",
                                // Soon given up.
                                "cocoon.requests.between-frames=5s")));

        String conversation = """
                [{"role":"system","content":"%s"},{"role":"user","content":"%s"},
                 {"role":"assistant","content":"%s"},{"role":"user","content":"%s"}]""".formatted(SYSTEM, FIRST, SAID, "repeat " + LAST);
        String streamed = ask(conversation, true).body();
        assertThat(streamed).as("the answer repeats the prompt").contains(LAST).contains("[DONE]");
        assertThat(ask(conversation, false).body()).contains(LAST);
        request = rows("SELECT request FROM inference_request WHERE state = 'COMPLETED' LIMIT 1")
                .getFirst();

        // Fails before anything is sealed.
        assertThat(ask("[{\"role\":\"user\",\"content\":\"" + LONG + " " + "long ".repeat(900_000) + "\"}]", false)
                        .statusCode())
                .isBetween(400, 499);
        assertThat(ask("[{\"role\":\"user\",\"content\":\"" + BROKEN + "\"", false)
                        .statusCode())
                .isBetween(400, 499);
        // Fails in mid-stream.
        List<String> heard = killTheWorkerInMidStream();
        assertThat(heard).noneMatch(line -> line.contains("[DONE]"));
    }

    private static URI recorded(URI uri, Path folder) {
        try {
            RecordingProxy proxy = new RecordingProxy(uri, folder);
            WIRES.add(proxy);
            return proxy.uri();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (network != null) {
            network.close();
        }
        for (RecordingProxy wire : WIRES) {
            wire.close();
        }
        http.close();
    }

    private static HttpResponse<String> ask(String messages, boolean stream) throws IOException, InterruptedException {
        return http.send(question(messages, stream), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest question(String messages, boolean stream) throws IOException {
        return HttpRequest.newBuilder(URI.create(network.openAi(0) + "/chat/completions"))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", "Bearer " + network.openAiKey(0))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"echo\",\"stream\":%s,\"max_tokens\":500,\"messages\":%s}"
                                .formatted(stream, messages)))
                .build();
    }

    private static List<String> killTheWorkerInMidStream() throws IOException, InterruptedException {
        List<String> heard = new ArrayList<>();
        String words = CUT + " word".repeat(400);
        HttpResponse<Stream<String>> answer = http.send(
                question("[{\"role\":\"user\",\"content\":\"" + words + "\"}]", true),
                HttpResponse.BodyHandlers.ofLines());
        Iterator<String> lines = answer.body().iterator();
        boolean killed = false;
        try {
            while (lines.hasNext()) {
                heard.add(lines.next());
                if (!killed && heard.getLast().contains("word")) {
                    network.workers().getFirst().kill();
                    killed = true;
                }
            }
        } catch (UncheckedIOException e) {
            // One of the ways in which a sidecar may end a stream that was cut.
            heard.add("broken off");
        }
        assertThat(killed).as("the answer had begun: %s", heard).isTrue();
        return heard;
    }

    private static List<String> rows(String sql) throws IOException, SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = network.database().connectAsAdmin();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private static Needles canaries() {
        Needles needles = new Needles();
        ALL.forEach(needles::everyForm);
        return needles;
    }

    private static Needles control() {
        return new Needles().plain(request);
    }

    @Test
    @Order(1)
    void the_database_holds_none_in_its_files_its_log_of_writes_and_its_rows() throws Exception {
        try (Connection connection = network.database().connectAsAdmin();
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
        Path cluster = network.database().folder().resolve("cluster");
        assertThat(control().under(cluster.resolve("base")))
                .as("control: a public id")
                .isNotEmpty();
        assertThat(control().under(cluster.resolve("pg_wal")))
                .as("control: a public id")
                .isNotEmpty();
        assertThat(canaries().under(network.database().folder())).isEmpty();

        // The database may have compressed a value: as rows they are whole, bytes as hex.
        Path text = data.resolve("rows.txt");
        try (Writer out = Files.newBufferedWriter(text)) {
            for (String table : rows("SELECT table_name FROM information_schema.tables"
                    + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")) {
                for (String row : rows("SELECT t::text FROM \"" + table + "\" t")) {
                    out.write(row + "\n");
                }
            }
        }
        assertThat(control().in(text)).isNotEmpty();
        assertThat(new Needles().everyForm("\"request\":\"" + request).in(text))
                .as("control: what stands inside of bytes is found by its hex")
                .anyMatch(found -> found.endsWith("hex"));
        assertThat(canaries().in(text)).isEmpty();
    }

    @Test
    @Order(2)
    void neither_wire_carries_one() throws IOException {
        Needles sealed = new Needles().base64(request, HexFormat.of().parseHex(request));
        assertThat(sealed.under(clientWire))
                .as("control: the id in a sealed request's header")
                .isNotEmpty();
        assertThat(control().under(workerWire)).as("control: a public id").isNotEmpty();
        assertThat(canaries().under(clientWire)).isEmpty();
        assertThat(canaries().under(workerWire)).isEmpty();
    }

    @Test
    @Order(3)
    void the_memory_of_the_operator_holds_none() throws Exception {
        Path dump = data.resolve("operator.hprof");
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(network.nodes().getFirst().pid()),
                        "GC.heap_dump",
                        // What nobody refers to any more is in the dump too.
                        "-all",
                        dump.toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("jcmd.txt").toFile())
                .start();
        assertThat(jcmd.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(dump).as(Files.readString(data.resolve("jcmd.txt"))).exists();
        assertThat(control().in(dump)).as("control: a public id").isNotEmpty();
        assertThat(canaries().in(dump)).isEmpty();
        Files.delete(dump);
    }

    @Test
    @Order(4)
    void a_prompt_sent_astray_is_not_repeated_by_the_operator() throws Exception {
        String token = Files.readString(network.folders().operator().resolve("operator.token"))
                .strip();
        List<HttpRequest.Builder> astray = List.of(
                post("/v1/requests", "{\"header\":\"" + STRAY + "\",\"ciphertext\":17}"),
                post("/v1/requests", "{\"messages\":[{\"content\":\"" + STRAY + "\"}]"),
                post("/v1/requests", "{\"content\":\"" + STRAY + "\"" + " ".repeat(3_000_000) + "}"),
                post("/v1/chat/completions", "{\"content\":\"" + STRAY + "\"}"),
                post("/v1/accounts", "{\"ownerKey\":\"" + STRAY + "\"}"),
                HttpRequest.newBuilder(at("/v1/requests/" + STRAY.replace('é', 'e'))),
                HttpRequest.newBuilder(at("/v1/requests?prompt=" + STRAY.replace('é', 'e'))));
        int refused = 0;
        for (HttpRequest.Builder request : astray) {
            for (String bearer : List.of(token, "cka_" + "A".repeat(43))) {
                HttpResponse<String> answer = http.send(
                        request.copy()
                                .setHeader("Authorization", "Bearer " + bearer)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                // Not every path is the API's: the console answers the others with its page.
                assertThat(answer.statusCode()).isLessThan(500);
                assertThat(answer.body()).doesNotContain(STRAY.substring(0, 15));
                refused += answer.statusCode() >= 400 ? 1 : 0;
            }
        }
        assertThat(refused).as("of %s calls", 2 * astray.size()).isGreaterThan(astray.size());
    }

    private static HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(at(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static URI at(String path) {
        return network.node(0).resolve(path);
    }

    @Test
    @Order(5)
    void no_log_holds_one_nor_a_key_nor_a_signature() throws IOException {
        Path logs = network.folders().logs();
        Path own = logs.resolve("operator.log");
        assertThat(new Needles().plain("this node orders the log").in(own))
                .as("control: a known line")
                .isNotEmpty();
        assertThat(new Needles().plain("/v1/requests/{request}").in(own))
                .as("control: calls are logged, by their route")
                .isNotEmpty();
        assertThat(Files.readAllLines(own)).as("every line is an object").allSatisfy(line -> assertThat(
                        CocoonJson.mapper().readTree(line).has("@timestamp"))
                .isTrue());

        Needles never = canaries().everyForm(STRAY).everyForm(STRAY.replace('é', 'e'));
        Set<String> bearers = onTheWires(BEARER);
        Set<String> signatures = onTheWires(SIGNATURE);
        assertThat(bearers).as("control: the client's and the worker's keys").hasSizeGreaterThanOrEqualTo(2);
        assertThat(signatures).as("control: the client's and the log's").hasSizeGreaterThanOrEqualTo(2);
        bearers.forEach(never::plain);
        signatures.forEach(never::plain);
        never.plain(Files.readString(network.folders().operator().resolve("operator.token"))
                .strip());
        never.plain(network.openAiKey(0));
        assertThat(never.under(logs)).isEmpty();
        assertThat(never.in(network.database().folder().resolve("server.log"))).isEmpty();
    }

    @Test
    @Order(6)
    void the_database_knows_no_key_that_opens_anything() throws IOException {
        Needles keys = new Needles();
        onTheWires(BEARER).forEach(keys::everyForm);
        assertThat(keys.count()).as("forms of at least two keys").isGreaterThan(10);
        assertThat(keys.under(network.database().folder().resolve("cluster"))).isEmpty();
    }

    private static Set<String> onTheWires(Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path wire : List.of(clientWire, workerWire)) {
            try (Stream<Path> files = Files.list(wire)) {
                for (Path file : files.toList()) {
                    Matcher matcher = pattern.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                    while (matcher.find()) {
                        found.add(matcher.group(1));
                    }
                }
            }
        }
        return found;
    }
}
