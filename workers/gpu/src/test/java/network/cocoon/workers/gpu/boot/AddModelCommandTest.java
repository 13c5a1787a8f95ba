package network.cocoon.workers.gpu.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.wire.api.NetworkApi.ModelEntry;
import network.cocoon.wire.api.NetworkApi.ModelList;
import network.cocoon.wire.api.OperatorApi.ListModel;
import network.cocoon.wire.json.CocoonJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cocoon-worker model add}, as an operator would type it. */
class AddModelCommandTest {

    private static final Path MODEL = Path.of("src/main/models/cocoon-tiny");
    private static final String TOKEN = "operator-secret";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<ListModel> listed = new ArrayList<>();
    private List<ModelEntry> models = List.of();

    @SuppressWarnings("NullAway.Init")
    private HttpServer operator;

    @SuppressWarnings("NullAway.Init")
    private Digest digest;

    @BeforeEach
    void an_operator() throws Exception {
        digest = new Digest(
                Files.readString(MODEL.resolveSibling("cocoon-tiny.digest")).strip());
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
        operator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        operator.createContext("/v1/models", exchange -> {
            byte[] body = CocoonJson.mapper().writeValueAsBytes(new ModelList(models));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        operator.createContext("/v1/operator/models", exchange -> {
            boolean known =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (known) {
                listed.add(CocoonJson.mapper().readValue(exchange.getRequestBody(), ListModel.class));
            }
            exchange.sendResponseHeaders(known ? 204 : 401, -1);
            exchange.close();
        });
        operator.start();
    }

    @AfterEach
    void stop() {
        operator.stop(0);
    }

    private int add(String... arguments) {
        List<String> all = new ArrayList<>(List.of("model", "add"));
        all.addAll(List.of(arguments));
        return WorkerCommands.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private int addThere(String... more) {
        List<String> all = new ArrayList<>(List.of(
                MODEL.toString(),
                "--family",
                "Cocoon",
                "--operator",
                "http://127.0.0.1:" + operator.getAddress().getPort(),
                "--operator-token-file",
                folder.resolve("token").toString()));
        all.addAll(List.of(more));
        return add(all.toArray(String[]::new));
    }

    private static ModelEntry entry(Digest files, int context) {
        return new ModelEntry(new ModelId("cocoon-tiny"), "Cocoon", files, context, null, null, List.of());
    }

    @Test
    void lists_the_directory_by_its_digest() {
        assertThat(addThere()).as(err.toString()).isZero();
        assertThat(listed).containsExactly(new ListModel(new ModelId("cocoon-tiny"), "Cocoon", digest, 1024));
        assertThat(out.toString()).contains("digest " + digest, "Listed.", "Next: a price");
        models = List.of(entry(digest, 1024));
        assertThat(addThere()).isZero();
        assertThat(out.toString()).contains("It is listed already.");
        assertThat(listed).hasSize(1);
        assertThat(addThere("--context", "512")).isZero();
        assertThat(listed.getLast().contextTokens()).isEqualTo(512);
    }

    @Test
    void other_files_under_the_name_are_replaced_only_where_that_is_said() {
        Digest before = Digest.sha256(new byte[1]);
        models = List.of(entry(before, 1024));
        assertThat(addThere()).isEqualTo(1);
        assertThat(err.toString()).contains("MODEL_DIFFERS: cocoon-tiny is listed as " + before);
        assertThat(listed).isEmpty();
        assertThat(addThere("--replace")).isZero();
        assertThat(listed).hasSize(1);
    }

    @Test
    void without_an_operator_it_prints_what_one_takes() {
        assertThat(add(MODEL.toString(), "--family", "Cocoon", "--model-id", "tiny"))
                .isZero();
        assertThat(CocoonJson.mapper().readValue(out.toString(), ListModel.class))
                .isEqualTo(new ListModel(new ModelId("tiny"), "Cocoon", digest, 1024));
    }

    @Test
    void says_what_is_wrong() throws Exception {
        assertThat(add("--help")).isZero();
        assertThat(out.toString()).contains("--operator-token-file", "--replace");
        assertThat(add(MODEL.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required option: '--family=NAME'");
        failed(2, "--context is from 1 to the model's 1024", MODEL, "--context", "4096");
        failed(2, "--operator needs --operator-token-file", MODEL, "--operator", "http://127.0.0.1:1");
        failed(2, "--model-id", MODEL, "--model-id", "no name/");
        Path broken = Files.createDirectory(folder.resolve("broken"));
        failed(1, "FILE_UNREADABLE", broken);
        for (String name : List.of("config.json", "model.safetensors")) {
            Files.copy(MODEL.resolve(name), broken.resolve(name));
        }
        failed(1, "TOKENIZER_INVALID", broken);
        Files.writeString(folder.resolve("token"), "of another network");
        assertThat(addThere()).isEqualTo(1);
        assertThat(err.toString()).contains("401").doesNotContain("of another network");
    }

    private void failed(int status, String why, Path model, String... more) {
        List<String> all = new ArrayList<>(List.of(model.toString(), "--family", "Cocoon"));
        for (String one : more) {
            all.add(one);
        }
        assertThat(add(all.toArray(String[]::new))).as(why).isEqualTo(status);
        assertThat(err.toString()).contains(why);
    }
}
