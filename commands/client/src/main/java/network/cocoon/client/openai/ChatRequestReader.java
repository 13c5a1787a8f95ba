package network.cocoon.client.openai;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import network.cocoon.domain.envelope.Header;
import network.cocoon.wire.chat.ChatOptions;
import network.cocoon.wire.chat.ChatPayload;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of a chat completion. A field that would change the answer and is not served is refused by name; nothing
 * is dropped silently.
 */
public final class ChatRequestReader {

    private static final int MAX_LOGPROBS = 20;
    private static final int MAX_CACHE_KEY = 256;

    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "seed",
            "stop",
            "stream",
            "stream_options",
            "n",
            "user",
            "presence_penalty",
            "frequency_penalty",
            "max_coefficient",
            "timeout",
            "request_guid",
            "top_k",
            "min_p",
            "repetition_penalty",
            "logit_bias",
            "logprobs",
            "top_logprobs",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "chat_template_kwargs",
            "prompt_cache_key");

    /** Each with why it is refused. */
    private static final Map<String, String> NOT_SERVED = Map.of(
            "functions", "functions are tools now",
            "function_call", "functions are tools now",
            "reasoning_effort", "models think or do not: chat_template_kwargs.enable_thinking",
            "modalities", "only text is served",
            "audio", "only text is served",
            "prediction", "predictions are not served by any worker of this network",
            "service_tier", "there is one tier",
            "store", "nothing is ever stored");

    /** Throws {@link OpenAiException}, status 400, that names the field. */
    public ChatRequest read(byte[] body) {
        JsonNode json = CommonFields.object(body, KNOWN, NOT_SERVED);
        Fields in = new Fields(json);
        OptionalInt completion = in.integer("max_completion_tokens", 1, Header.MAX_TOKENS);
        OptionalInt maxTokens = completion.isPresent() ? completion : in.integer("max_tokens", 1, Header.MAX_TOKENS);
        return new ChatRequest(
                CommonFields.model(in),
                new MessageReader().read(json.get("messages")),
                sampling(in, json),
                options(in, json),
                maxTokens,
                in.flag("stream"),
                CommonFields.coefficient(in),
                CommonFields.timeout(in),
                CommonFields.request(in),
                Optional.ofNullable(cacheKey(in)));
    }

    private static ChatPayload.Sampling sampling(Fields in, JsonNode json) {
        OptionalInt topK = in.integer("top_k", 0, Integer.MAX_VALUE);
        return new ChatPayload.Sampling(
                in.number("temperature", 0, 2),
                in.fraction("top_p", 1),
                in.whole("seed"),
                in.stop(),
                in.number("presence_penalty", -2, 2),
                in.number("frequency_penalty", -2, 2),
                topK.isPresent() ? topK.getAsInt() : null,
                in.number("min_p", 0, 1),
                in.fraction("repetition_penalty", 2),
                BiasReader.read(json.get("logit_bias")),
                topLogprobs(in));
    }

    private static @Nullable Integer topLogprobs(Fields in) {
        OptionalInt top = in.integer("top_logprobs", 0, MAX_LOGPROBS);
        if (in.flag("logprobs")) {
            return top.orElse(0);
        }
        if (top.isPresent()) {
            throw OpenAiException.invalid("top_logprobs", "invalid_value", "logprobs must be true");
        }
        return null;
    }

    private static @Nullable String cacheKey(Fields in) {
        String key = in.text("prompt_cache_key");
        if (key != null && (key.isEmpty() || key.length() > MAX_CACHE_KEY)) {
            throw OpenAiException.invalid("prompt_cache_key", "invalid_value", "1 to " + MAX_CACHE_KEY + " characters");
        }
        return key;
    }

    private static ChatOptions options(Fields in, JsonNode json) {
        OptionalInt choices = in.integer("n", 1, ChatPayload.MAX_CHOICES);
        ToolsReader.Tools tools = ToolsReader.read(json);
        ChatPayload.Format format = FormatReader.read(json.get("response_format"));
        if (tools.choice() != null && format != null) {
            throw OpenAiException.invalid(
                    "response_format", "unsupported_value", "an answer that must be a call has no other form");
        }
        return new ChatOptions(
                choices.orElse(1) == 1 ? null : choices.getAsInt(),
                tools.json(),
                TemplateOptions.thinking(json.get("chat_template_kwargs")),
                format,
                tools.choice(),
                null);
    }
}
