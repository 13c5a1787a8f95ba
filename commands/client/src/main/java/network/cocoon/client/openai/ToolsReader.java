package network.cocoon.client.openai;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads tools: functions that the model may call or not, as it sees fit. */
final class ToolsReader {

    private static final int MAX_TOOLS = 128;
    private static final Set<String> KNOWN = Set.of("name", "description", "parameters", "strict");

    private ToolsReader() {}

    /** The tools as JSON, or null where there are none, or none may be called. */
    static @Nullable String read(JsonNode request) {
        JsonNode tools = request.path("tools");
        boolean none = tools.isMissingNode() || tools.isNull() || (tools.isArray() && tools.isEmpty());
        boolean barred = choice(request.path("tool_choice"), none);
        JsonNode parallel = request.path("parallel_tool_calls");
        if (parallel.isBoolean() && !parallel.booleanValue()) {
            throw OpenAiException.invalid(
                    "parallel_tool_calls", "unsupported_value", "how many calls a model makes cannot be limited");
        }
        if (none) {
            return null;
        }
        if (!tools.isArray() || tools.size() > MAX_TOOLS) {
            throw OpenAiException.invalid("tools", "invalid_value", "a list of at most " + MAX_TOOLS);
        }
        for (int i = 0; i < tools.size(); i++) {
            check(tools.get(i), "tools[" + i + "]");
        }
        return barred ? null : tools.toString();
    }

    /** True where none may be called. */
    private static boolean choice(JsonNode choice, boolean none) {
        if (choice.isMissingNode() || choice.isNull()) {
            return false;
        }
        String named = choice.asString("");
        if (named.equals("none") || (named.equals("auto") && !none)) {
            return named.equals("none");
        }
        throw none
                ? OpenAiException.invalid("tool_choice", "invalid_value", "there are no tools to choose from")
                : OpenAiException.invalid("tool_choice", "unsupported_value", "only auto and none are served");
    }

    private static void check(JsonNode tool, String at) {
        JsonNode function = tool.path("function");
        if (!tool.path("type").asString("").equals("function") || !function.isObject()) {
            throw OpenAiException.invalid(at, "unsupported_value", "only functions are served");
        }
        for (String name : function.propertyNames()) {
            if (!KNOWN.contains(name)) {
                throw OpenAiException.invalid(at + ".function", "unknown_parameter", "unknown field");
            }
        }
        if (!function.path("name").asString("").matches("[A-Za-z0-9_.-]{1,64}")) {
            throw OpenAiException.invalid(
                    at + ".function.name", "invalid_value", "1 to 64 letters, digits, dots, dashes and underscores");
        }
        JsonNode parameters = function.path("parameters");
        if (!parameters.isMissingNode() && !parameters.isNull() && !parameters.isObject()) {
            throw OpenAiException.invalid(at + ".function.parameters", "invalid_value", "a JSON schema is an object");
        }
        if (function.path("strict").asBoolean(false)) {
            throw OpenAiException.invalid(
                    at + ".function.strict", "unsupported_value", "arguments are what the model writes");
        }
    }
}
