package network.cocoon.workers.gpu.text;

import java.util.List;
import java.util.Locale;
import network.cocoon.workers.gpu.engine.ChatMessage;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.model.ModelException;

/** ChatML: each turn is {@code <|im_start|>role LF content <|im_end|> LF}. Other templates are refused at load. */
public final class ChatTemplate {

    private static final String START = "<|im_start|>";
    private static final String END = "<|im_end|>";

    private final Tokenizer tokenizer;

    private ChatTemplate(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * For a model's template; an absent one is taken as ChatML when the tokenizer has its tokens.
     *
     * @throws ModelException with {@link ModelException.Code#TEMPLATE_UNSUPPORTED}
     */
    public static ChatTemplate of(String template, Tokenizer tokenizer) {
        boolean tokens =
                tokenizer.added(START).isPresent() && tokenizer.added(END).isPresent();
        boolean text = template.isEmpty() || (template.contains(START) && template.contains(END));
        if (!tokens || !text) {
            throw new ModelException(
                    ModelException.Code.TEMPLATE_UNSUPPORTED, "the model's chat template is not ChatML");
        }
        return new ChatTemplate(tokenizer);
    }

    /**
     * The tokens of a conversation and of the opening of the answer.
     *
     * @throws EngineException with {@link EngineException.Code#CONTROL_TOKEN_IN_PROMPT} if a message could forge a turn
     */
    public int[] render(List<ChatMessage> messages) {
        StringBuilder text = new StringBuilder();
        for (ChatMessage message : messages) {
            if (tokenizer.hasControl(message.content())) {
                throw new EngineException(
                        EngineException.Code.CONTROL_TOKEN_IN_PROMPT, "a message holds a control token of the model");
            }
            String role = message.role().name().toLowerCase(Locale.ROOT);
            text.append(START)
                    .append(role)
                    .append('\n')
                    .append(message.content())
                    .append(END)
                    .append('\n');
        }
        return tokenizer.encode(text.append(START).append("assistant\n").toString());
    }
}
