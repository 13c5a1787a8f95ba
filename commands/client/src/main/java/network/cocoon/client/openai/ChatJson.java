package network.cocoon.client.openai;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.wire.chat.ChatFrame;
import network.cocoon.wire.chat.ChatFrame.FinishReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes what OpenAI's clients read. One instance for one answer. */
public final class ChatJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final RequestId request;
    private final ModelId model;
    private final Instant created;

    public ChatJson(RequestId request, ModelId model, Instant created) {
        this.request = request;
        this.model = model;
        this.created = created;
    }

    /** The first chunk of an answer: who speaks. */
    public byte[] opening(int place) {
        ObjectNode chunk = base("chat.completion.chunk");
        choice(chunk, place, null).putObject("delta").put("role", "assistant").put("content", "");
        return bytes(chunk);
    }

    /** One piece of an answer. */
    public byte[] piece(ChatFrame frame) {
        ObjectNode chunk = base("chat.completion.chunk");
        switch (frame) {
            case ChatFrame.Delta delta -> {
                ObjectNode choice = choice(chunk, delta.place(), null);
                choice.putObject("delta").put("content", delta.text());
                LogprobsJson.put(choice, delta.logprobs());
            }
            case ChatFrame.Reasoning reasoning ->
                choice(chunk, reasoning.place(), null).putObject("delta").put("reasoning_content", reasoning.text());
            case ChatFrame.ToolCall call -> {
                ObjectNode delta = choice(chunk, call.place(), null).putObject("delta");
                AnswerText.call(delta.putArray("tool_calls").addObject().put("index", call.index()), call);
            }
            case ChatFrame.Done done ->
                choice(chunk, done.place(), done.reason()).putObject("delta");
        }
        return bytes(chunk);
    }

    /** The last chunk: no choices, but what it took. */
    public byte[] usage(TokenUsage usage, Nanoton cost) {
        ObjectNode chunk = base("chat.completion.chunk");
        chunk.putArray("choices");
        usage(chunk, usage, cost);
        return bytes(chunk);
    }

    /** A whole answer. */
    public byte[] completion(List<AnswerText> answers, TokenUsage usage, Nanoton cost) {
        ObjectNode completion = base("chat.completion");
        for (int place = 0; place < answers.size(); place++) {
            AnswerText answer = answers.get(place);
            answer.write(choice(completion, place, answer.reason()));
        }
        usage(completion, usage, cost);
        return bytes(completion);
    }

    public static byte[] error(OpenAiException error) {
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode body = root.putObject("error");
        body.put("message", String.valueOf(error.getMessage()));
        body.put("type", error.type());
        body.put("param", error.param());
        body.put("code", error.code());
        return bytes(root);
    }

    static byte[] bytes(ObjectNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    private ObjectNode base(String kind) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", "chatcmpl-" + request.value());
        node.put("object", kind);
        node.put("created", created.getEpochSecond());
        node.put("model", model.value());
        return node;
    }

    private static ObjectNode choice(ObjectNode parent, int place, @Nullable FinishReason reason) {
        ObjectNode choice = parent.withArray("choices").addObject();
        choice.put("index", place);
        choice.putNull("logprobs");
        choice.put("finish_reason", reason == null ? null : reason.name().toLowerCase(Locale.ROOT));
        return choice;
    }

    /** OpenAI counts cached tokens within the prompt's and reasoning within the completion's; here all are disjoint. */
    private static void usage(ObjectNode parent, TokenUsage usage, Nanoton cost) {
        long prompt = (long) usage.prompt() + usage.cached();
        long completion = (long) usage.completion() + usage.reasoning();
        ObjectNode node = parent.putObject("usage");
        node.put("prompt_tokens", prompt);
        node.put("completion_tokens", completion);
        node.put("total_tokens", prompt + completion);
        node.putObject("prompt_tokens_details").put("cached_tokens", usage.cached());
        node.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
        node.put("total_cost", cost.value());
    }
}
