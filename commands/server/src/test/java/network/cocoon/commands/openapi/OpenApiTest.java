package network.cocoon.commands.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.cocoon.commands.TestServer;
import network.cocoon.wire.json.CocoonJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

    private static final Path CONTRACT =
            Path.of("../../domain/wire/src/main/java/network/cocoon/wire/api/package-info.java");
    private static final Pattern CALL = Pattern.compile("(GET|POST|PUT|DELETE) +(/v1/\\S+)");

    @Test
    void every_call_of_the_contract_is_described(@TempDir Path data) throws Exception {
        List<Matcher> calls = Files.readString(CONTRACT)
                .lines()
                .map(CALL::matcher)
                .filter(Matcher::find)
                .toList();
        assertThat(calls).hasSizeGreaterThan(30);
        try (TestServer server = TestServer.start(data)) {
            JsonNode document = CocoonJson.mapper()
                    .readTree(server.get("/v1/openapi.json", null).bytes());
            assertThat(document.get("openapi").asString()).isEqualTo("3.1.0");
            assertThat(calls).allSatisfy(call -> {
                JsonNode operation = document.at("/paths")
                        .path(call.group(2))
                        .path(call.group(1).toLowerCase(Locale.ROOT));
                assertThat(operation.isObject()).as(call.group()).isTrue();
            });
            assertThat(document.at("/components/schemas/RegisterApp/required").size())
                    .isEqualTo(6);
            JsonNode answers = document.at("/paths").path("/v1/requests").at("/post/responses");
            assertThat(answers.propertyNames()).contains("202", "200", "default");
            assertThat(answers.at("/200/content").propertyNames()).containsExactly("application/vnd.cocoon.frames");
        }
    }
}
