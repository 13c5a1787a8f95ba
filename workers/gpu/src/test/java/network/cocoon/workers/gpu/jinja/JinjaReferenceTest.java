package network.cocoon.workers.gpu.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the npm package {@code @huggingface/jinja} renders, rendered here: {@code src/test/jinja/render.mjs} ran it. */
class JinjaReferenceTest {

    private static final Path EXPECTED = Path.of("target/jinja/expected.json");

    @Test
    void renders_as_the_reference_and_refuses_what_it_refuses() throws Exception {
        JsonNode cases = JsonMapper.shared().readTree(Files.readAllBytes(EXPECTED));
        List<String> differences = new ArrayList<>();
        int rendered = 0;
        for (JsonNode one : cases) {
            String expected = one.path("text").asString("refused");
            String text = rendered(one);
            if (!text.equals(expected)) {
                differences.add(one.get("name").stringValue() + "\n--- reference\n" + expected + "\n--- ours\n" + text);
            }
            rendered += one.has("text") ? 1 : 0;
        }
        assertThat(differences).isEmpty();
        assertThat(rendered).isGreaterThan(140);
        assertThat(cases.size() - rendered).as("refused by both").isGreaterThan(20);
    }

    private static String rendered(JsonNode one) {
        Map<String, Value> variables = new LinkedHashMap<>();
        one.get("variables").properties().forEach(e -> variables.put(e.getKey(), Values.of(e.getValue())));
        try {
            return Template.of(one.get("template").stringValue()).render(variables);
        } catch (JinjaException e) {
            return "refused";
        }
    }
}
