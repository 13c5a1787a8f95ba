package network.cocoon.client.openai;

import java.util.HashSet;
import java.util.Set;
import network.cocoon.wire.chat.ChatPayload;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads tools, and whether the model may call them, must, or must not. */
final class ToolsReader {

    private static final int MAX_TOOLS = 128;
    private static final Set<String> KNOWN = Set.of("name", "description", "parameters", "strict");
    private static final String CHOICE = "tool_choice";

    private ToolsReader() {}

    /**
     * What the model is offered.
     *
     * @param json   the tools, or null where there are none, or none may be called
     * @param choice the call that must be made; null where the model may call or not
     */
    record Tools(@Nullable String json, ChatPayload.@Nullable ToolChoice choice) {

        private static final Tools NONE = new Tools(null, null);
    }

    static Tools read(JsonNode request) {
        JsonNode tools = request.path("tools");
        boolean none = tools.isMissingNode() || tools.isNull() || (tools.isArray() && tools.isEmpty());
        JsonNode choice = request.path(CHOICE);
        boolean barred = choice.asString("").equals("none");
        ChatPayload.ToolChoice demanded = demanded(choice, none);
        JsonNode parallel = request.path("parallel_tool_calls");
        if (parallel.isBoolean() && !parallel.booleanValue() && demanded == null) {
            throw OpenAiException.invalid(
                    "parallel_tool_calls",
                    "unsupported_value",
                    "how many calls a model makes cannot be limited, but for the one that tool_choice demands");
        }
        if (none) {
            return Tools.NONE;
        }
        if (!tools.isArray() || tools.size() > MAX_TOOLS) {
            throw OpenAiException.invalid("tools", "invalid_value", "a list of at most " + MAX_TOOLS);
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tools.size(); i++) {
            names.add(name(tools.get(i), "tools[" + i + "]", demanded != null));
        }
        if (demanded != null && names.size() != tools.size()) {
            throw OpenAiException.invalid("tools", "invalid_value", "two functions of one name");
        }
        if (demanded != null && demanded.name() != null && !names.contains(demanded.name())) {
            throw OpenAiException.invalid(CHOICE, "invalid_value", "no function of this name is offered");
        }
        return barred ? Tools.NONE : new Tools(tools.toString(), demanded);
    }

    /** As OpenAI has it: a word, or a function by its name. */
    private static ChatPayload.@Nullable ToolChoice demanded(JsonNode choice, boolean none) {
        if (choice.isMissingNode() || choice.isNull() || choice.asString("").equals("none")) {
            return null;
        }
        if (none) {
            throw OpenAiException.invalid(CHOICE, "invalid_value", "there are no tools to choose from");
        }
        if (choice.isString()) {
            return switch (choice.stringValue()) {
                case "auto" -> null;
                case "required" -> new ChatPayload.ToolChoice(null);
                default ->
                    throw OpenAiException.invalid(
                            CHOICE, "unsupported_value", "none, auto, required, or a function by its name");
            };
        }
        JsonNode name = choice.path("function").path("name");
        if (!choice.path("type").asString("").equals("function") || !name.isString()) {
            throw OpenAiException.invalid(
                    CHOICE, "unsupported_value", "none, auto, required, or a function by its name");
        }
        return new ChatPayload.ToolChoice(name.stringValue());
    }

    private static String name(JsonNode tool, String at, boolean demanded) {
        JsonNode function = tool.path("function");
        if (!tool.path("type").asString("").equals("function") || !function.isObject()) {
            throw OpenAiException.invalid(at, "unsupported_value", "only functions are served");
        }
        for (String name : function.propertyNames()) {
            if (!KNOWN.contains(name)) {
                throw OpenAiException.invalid(at + ".function", "unknown_parameter", "unknown field");
            }
        }
        String name = function.path("name").asString("");
        if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw OpenAiException.invalid(
                    at + ".function.name", "invalid_value", "1 to 64 letters, digits, dots, dashes and underscores");
        }
        JsonNode parameters = function.path("parameters");
        if (!parameters.isMissingNode() && !parameters.isNull() && !parameters.isObject()) {
            throw OpenAiException.invalid(at + ".function.parameters", "invalid_value", "a JSON schema is an object");
        }
        // A call that must be made is always drawn from the schema.
        if (function.path("strict").asBoolean(false) && !demanded) {
            throw OpenAiException.invalid(
                    at + ".function.strict",
                    "unsupported_value",
                    "arguments are what the model writes, unless tool_choice demands a call");
        }
        return name;
    }
}
