package network.cocoon.workers.gpu.grammar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.cocoon.workers.gpu.engine.AnswerForm;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.ForcedCall;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One call of a tool, as the model's template writes calls, with arguments under the tool's own schema. */
final class CallGrammar {

    private static final int MOST_TOOLS = 128;

    private final AnswerForm form;
    private final Marks marks;
    private final Effort effort = new Effort();

    CallGrammar(AnswerForm form, Marks marks) {
        this.form = form;
        this.marks = marks;
    }

    /**
     * All that may be written.
     *
     * @param tools JSON, a list of functions
     * @throws EngineException (UNSUPPORTED) for tools that are none, a name that none has, or a schema that is not built
     */
    Rest of(String tools, ForcedCall call) {
        List<Item.Choice.Option> options = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode tool : tools(tools)) {
            JsonNode function = tool.path("function");
            String name = function.path("name").asString("");
            if (!name.matches("[A-Za-z0-9_.-]{1,64}") || !names.add(name)) {
                throw unsupported("a tool without a name, or two of one name");
            }
            if (call.name().isEmpty() || call.name().get().equals(name)) {
                options.add(option(name, arguments(function.path("parameters"))));
            }
        }
        if (options.isEmpty()) {
            throw unsupported("a call of a tool that is not offered");
        }
        Item begins = new Item.Literal(begins());
        Item which = new Item.Choice(options, 0);
        // White space after thoughts belongs to nothing; before a call without any it would be the answer's text.
        return form.reasons() ? Rest.of(Item.Space.LEADING, begins, which) : Rest.of(begins, which);
    }

    private static JsonNode tools(String tools) {
        try {
            JsonNode list = SchemaReader.json(tools);
            if (list.isArray() && !list.isEmpty() && list.size() <= MOST_TOOLS) {
                return list;
            }
        } catch (JacksonException e) {
            throw unsupported("tools that are no JSON");
        }
        throw unsupported("tools that are no list of up to " + MOST_TOOLS);
    }

    /** Arguments are an object whatever the schema leaves open. */
    private Schema arguments(JsonNode parameters) {
        if (parameters.isMissingNode() || parameters.isNull() || parameters.isEmpty()) {
            return Values.object();
        }
        Schema schema = SchemaReader.read(parameters.toString(), effort);
        if (schema == Schema.Any.VALUE) {
            return Values.object();
        }
        var begins = FirstBytes.of(schema, new HashSet<>());
        if (begins.cardinality() != 1 || !begins.get('{')) {
            throw unsupported("parameters that are no object");
        }
        return schema;
    }

    private String begins() {
        return switch (form.tools()) {
            case NONE -> throw unsupported("a call where the model's template knows none");
            case TAGGED -> marks.spelled("<tool_call>") + "\n";
            case SEPARATED -> marks.spelled("<｜tool▁calls▁begin｜>") + marks.spelled("<｜tool▁call▁begin｜>");
            case FENCED ->
                marks.spelled("<｜tool▁calls▁begin｜>")
                        + marks.spelled("<｜tool▁call▁begin｜>")
                        + "function"
                        + marks.spelled("<｜tool▁sep｜>");
        };
    }

    /** No option begins with all of another: what follows a name is no part of any. */
    private Item.Choice.Option option(String name, Schema arguments) {
        Item value = new Item.Value(arguments);
        return switch (form.tools()) {
            case NONE, TAGGED ->
                new Item.Choice.Option(
                        "{\"name\": \"" + name + "\", \"arguments\": ",
                        List.of(value, new Item.Literal("}\n" + marks.spelled("</tool_call>"))));
            case SEPARATED ->
                new Item.Choice.Option(name + marks.spelled("<｜tool▁sep｜>"), List.of(value, new Item.Literal(ends())));
            case FENCED ->
                new Item.Choice.Option(name + "\n```json\n", List.of(value, new Item.Literal("\n```" + ends())));
        };
    }

    private String ends() {
        return marks.spelled("<｜tool▁call▁end｜>") + marks.spelled("<｜tool▁calls▁end｜>");
    }

    private static EngineException unsupported(String what) {
        return new EngineException(EngineException.Code.UNSUPPORTED, "tool_choice: " + what + " is not served");
    }
}
