package network.cocoon.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.wire.api.Problem;
import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real server on a free port and a real database of its own. */
public final class TestServer implements AutoCloseable {

    private final TestDatabase database;
    private final ConfigurableApplicationContext context;
    private final URI base;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path data;

    private TestServer(TestDatabase database, ConfigurableApplicationContext context, Path data) {
        this.database = database;
        this.context = context;
        this.data = data;
        int port = Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
                .getPort();
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    @Configuration("testServerConfiguration")
    @EnableAutoConfiguration
    @Import(ServerConfiguration.class)
    static class Executable {}

    /** A local-mode server; {@code settings} are {@code key=value}. */
    public static TestServer start(Path data, String... settings) throws SQLException {
        TestDatabase database = TestDatabase.create();
        try {
            return on(database, data, settings);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** The same on a database that outlives it. */
    public static TestServer on(TestDatabase database, Path data, String... settings) {
        return start(database, data, List.of(), settings);
    }

    /** The same, with beans in the place of its own. */
    public static TestServer with(TestDatabase database, Path data, Class<?>... beans) {
        return start(database, data, List.of(beans), "spring.main.allow-bean-definition-overriding=true");
    }

    private static TestServer start(TestDatabase database, Path data, List<Class<?>> beans, String... settings) {
        Map<String, Object> all = new HashMap<>(Map.of("cocoon.apps.unbacked-credit", "true"));
        all.putAll(Map.of(
                "server.port",
                "0",
                "spring.main.banner-mode",
                "off",
                "spring.datasource.url",
                database.jdbcUrl(),
                "spring.datasource.username",
                database.user(),
                "spring.datasource.password",
                database.password(),
                "cocoon.mode",
                "local",
                "cocoon.data-dir",
                data.toString(),
                "cocoon.node.drain",
                "0s",
                "logging.level.root",
                "warn"));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        if ("production".equals(all.get("cocoon.mode"))) {
            all.remove("cocoon.apps.unbacked-credit");
        }
        SpringApplication application = new SpringApplication(Executable.class);
        application.setDefaultProperties(all);
        application.setRegisterShutdownHook(false);
        application.addPrimarySources(beans);
        return new TestServer(database, application.run(), data);
    }

    public int port() {
        return base.getPort();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    public String operatorToken() {
        try {
            return Files.readString(data.resolve("operator.token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came back. */
    public record Answer(int status, String contentType, byte[] bytes) {

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public <T> T as(Class<T> type) {
            if (status / 100 != 2) {
                throw new AssertionError(status + ": " + text());
            }
            return CocoonJson.mapper().readValue(bytes, type);
        }

        public Problem problem() {
            if (!contentType.startsWith(Problem.CONTENT_TYPE)) {
                throw new AssertionError(status + " " + contentType + ": " + text());
            }
            return CocoonJson.mapper().readValue(bytes, Problem.class);
        }
    }

    public Answer get(String path, @Nullable String bearer) {
        return send(request(path, bearer).GET());
    }

    public Answer delete(String path, @Nullable String bearer) {
        return send(request(path, bearer).DELETE());
    }

    public Answer post(String path, @Nullable String bearer, Object body) {
        return send(request(path, bearer)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(CocoonJson.mapper().writeValueAsBytes(body))));
    }

    public Answer put(String path, @Nullable String bearer, Object body) {
        return send(request(path, bearer)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(CocoonJson.mapper().writeValueAsBytes(body))));
    }

    public Answer post(String path, @Nullable String bearer) {
        return send(request(path, bearer).POST(HttpRequest.BodyPublishers.noBody()));
    }

    public Answer octets(String method, String path, @Nullable String bearer, byte[] body) {
        return send(request(path, bearer)
                .header("Content-Type", "application/octet-stream")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public Answer raw(String path, @Nullable String bearer, String contentType, String body) {
        return send(request(path, bearer)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpRequest.Builder request(String path, @Nullable String bearer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        return bearer == null ? request : request.header("Authorization", "Bearer " + bearer);
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Names of all events, in order of insertion. */
    public List<String> log() {
        return jdbc().sql("SELECT name FROM domain_event ORDER BY global_index")
                .query(String.class)
                .list();
    }

    @Override
    public void close() throws SQLException {
        stop();
        database.close();
    }

    /** Has the server stop in order, and waits for it. */
    public void leave() {
        context.close();
    }

    /** Stops the server and leaves its database. */
    public void stop() {
        context.close();
        http.close();
    }
}
