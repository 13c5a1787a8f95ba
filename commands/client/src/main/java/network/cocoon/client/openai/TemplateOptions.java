package network.cocoon.client.openai;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads chat_template_kwargs, of which one is served: {@code enable_thinking}, as other servers of open models have it. */
final class TemplateOptions {

    private TemplateOptions() {}

    static @Nullable Boolean thinking(@Nullable JsonNode options) {
        if (options == null || options.isNull() || options.isEmpty()) {
            return null;
        }
        for (String name : options.propertyNames()) {
            if (!name.equals("enable_thinking") && !name.equals("thinking")) {
                throw OpenAiException.invalid(
                        "chat_template_kwargs", "unsupported_parameter", "only enable_thinking is served");
            }
        }
        JsonNode thinking = options.has("thinking") ? options.get("thinking") : options.get("enable_thinking");
        if (options.size() != 1 || thinking == null || !thinking.isBoolean()) {
            throw OpenAiException.invalid("chat_template_kwargs", "invalid_value", "enable_thinking is true or false");
        }
        return thinking.booleanValue();
    }
}
