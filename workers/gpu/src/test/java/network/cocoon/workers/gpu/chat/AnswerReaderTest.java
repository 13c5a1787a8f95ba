package network.cocoon.workers.gpu.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import network.cocoon.workers.gpu.chat.AnswerParts.Part;
import network.cocoon.workers.gpu.engine.AnswerForm;
import network.cocoon.workers.gpu.engine.AnswerForm.Tools;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerReaderTest {

    private static final String TWO_CALLS = """
            <think>
            which "town"?
            </think>

            Let me see.
            <tool_call>
            {"name": "weather", "arguments": {"place": "a } \\" b", "days": [1, 2]}}
            </tool_call>
            <tool_call>
            {"arguments": {}, "name": "clock"}
            </tool_call>""";

    private static final String SEPARATED = """
            which town?
            </think>

            One moment.<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>weather<｜tool▁sep｜>{"place": "Bern"}<｜tool▁call▁end｜>\
            <｜tool▁call▁begin｜>function<｜tool▁sep｜>clock
            ```json
            {}
            ```<｜tool▁call▁end｜><｜tool▁calls▁end｜>""";

    @Property(tries = 300)
    void wherever_it_is_cut_the_parts_are_the_same(
            @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 12) Integer> cuts) {
        AnswerForm tagged = new AnswerForm(true, false, Tools.TAGGED);
        assertThat(told(TWO_CALLS, tagged, cuts))
                .isEqualTo("[which \"town\"?]Let me see.\n"
                        + "(0 weather){\"place\": \"a } \\\" b\", \"days\": [1, 2]}(1 clock){}");
        AnswerForm separated = new AnswerForm(true, true, Tools.SEPARATED);
        assertThat(told(SEPARATED, separated, cuts))
                .isEqualTo("[which town?]One moment.(0 weather){\"place\": \"Bern\"}(1 clock){}");
        for (String text : List.of(TWO_CALLS, SEPARATED)) {
            assertThat(told(text, AnswerForm.PLAIN, cuts)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "no marks < at all <thin|no marks < at all <thin",
                "a <think> later is text|a <think> later is text",
                "  <think>open to the end|[open to the end]",
                "<think></think>|''",
                "<think>\\n\\n</think>\\n\\nno thought|no thought",
                "<tool_call>no JSON</tool_call> then|<tool_call>no JSON</tool_call> then",
                "<tool_call>{\"name\": 5, \"arguments\": {}}</tool_call>|<tool_call>{\"name\": 5, \"arguments\": {}}</tool_call>",
                "<tool_call>{\"name\": \"f\"|<tool_call>{\"name\": \"f\"",
                "<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": 1|(0 f){\"a\": 1",
                "x<tool_call>\\n{\"name\": \"f\", \"arguments\": {}}\\n</tool_call> after|x(0 f){}after"
            })
    void what_is_no_mark_is_text(String text, String parts) {
        AnswerForm form = new AnswerForm(true, false, Tools.TAGGED);
        String written = text.replace("\\n", "\n");
        assertThat(told(written, form, List.of()))
                .isEqualTo(parts.replace("\\n", "\n").replace("''", ""));
        assertThat(told(written, form, List.of(1, 2, 3, 1, 1, 1, 1, 1, 1, 1, 1)))
                .isEqualTo(parts.replace("\\n", "\n").replace("''", ""));
    }

    private static String told(String text, AnswerForm form, List<Integer> cuts) {
        AnswerReader reader = new AnswerReader(form);
        List<Part> parts = new ArrayList<>();
        int at = 0;
        for (int i = 0; at < text.length(); i++) {
            int end = i < cuts.size() ? Math.min(text.length(), at + cuts.get(i)) : text.length();
            parts.addAll(reader.add(text.substring(at, end)));
            at = end;
        }
        parts.addAll(reader.finish());
        StringBuilder told = new StringBuilder();
        boolean thinking = false;
        for (Part part : parts) {
            if (thinking && !(part instanceof Part.Reasoning)) {
                told.append(']');
            }
            if (!thinking && part instanceof Part.Reasoning) {
                told.append('[');
            }
            thinking = part instanceof Part.Reasoning;
            told.append(
                    switch (part) {
                        case Part.Text t -> t.text();
                        case Part.Reasoning r -> r.text();
                        case Part.Call c -> "(" + c.index() + " " + c.name() + ")";
                        case Part.Arguments a -> a.json();
                    });
        }
        return told + (thinking ? "]" : "");
    }
}
