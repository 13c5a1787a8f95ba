package network.cocoon.workers.gpu.chat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.workers.gpu.engine.AnswerForm;
import network.cocoon.workers.gpu.engine.ChatMessage;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.EngineException.Code;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.engine.SamplingSettings;
import network.cocoon.workers.gpu.jinja.JinjaException;
import network.cocoon.workers.gpu.jinja.Template;
import network.cocoon.workers.gpu.jinja.Value;
import network.cocoon.workers.gpu.model.ModelException;
import network.cocoon.workers.gpu.text.Tokenizer;

/** A model's own template, from its files. What a prompt asks for and the template never reads is refused, not dropped. */
public final class ChatTemplate {

    /** Where a model brings no template, and its tokenizer has the tokens of this one. */
    private static final String CHATML = "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + "
            + "message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}"
            + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    private static final List<String> THINKING = List.of("enable_thinking", "thinking");

    private final Template template;
    private final Conversation conversation;
    private final AnswerForm.Tools calls;
    private final Tokenizer tokenizer;
    private final boolean reasons;

    private ChatTemplate(String text, SpecialTokens special, Tokenizer tokenizer) {
        this.template = Template.of(text);
        this.tokenizer = tokenizer;
        this.calls = template.mentions("tools") ? calls(text) : AnswerForm.Tools.NONE;
        // DeepSeek's templates join arguments to text; the others write them as JSON.
        this.conversation = new Conversation(special, text.contains("<｜tool▁sep｜>"));
        this.reasons = tokenizer.added("<think>").isPresent()
                && tokenizer.added("</think>").isPresent();
    }

    private static AnswerForm.Tools calls(String text) {
        if (text.contains("<｜tool▁sep｜>")) {
            return text.contains("```json") ? AnswerForm.Tools.FENCED : AnswerForm.Tools.SEPARATED;
        }
        return text.contains("<tool_call>") ? AnswerForm.Tools.TAGGED : AnswerForm.Tools.NONE;
    }

    /** The text of a prompt, its tokens, and how the answer to it is written. Never printed. */
    public record Rendered(String text, int[] tokens, AnswerForm form) {

        @Override
        public String toString() {
            return "Rendered[" + tokens.length + " tokens]";
        }
    }

    /**
     * For a model's template, tried once on a greeting.
     *
     * @param template empty where the model has none; then ChatML where the tokenizer has its tokens
     * @param tokenizerConfig the bytes of tokenizer_config.json, which names the tokens that templates write
     * @throws ModelException with {@link ModelException.Code#TEMPLATE_UNSUPPORTED}
     */
    public static ChatTemplate of(String template, byte[] tokenizerConfig, Tokenizer tokenizer) {
        boolean chatml = tokenizer.added("<|im_start|>").isPresent()
                && tokenizer.added("<|im_end|>").isPresent();
        if (template.isEmpty() && !chatml) {
            throw new ModelException(
                    ModelException.Code.TEMPLATE_UNSUPPORTED, "there is no chat template, and no tokens of ChatML");
        }
        try {
            ChatTemplate read = new ChatTemplate(
                    template.isEmpty() ? CHATML : template, SpecialTokens.of(tokenizerConfig), tokenizer);
            read.text(new Prompt(List.of(new ChatMessage(ChatMessage.Role.USER, "Hello")), SamplingSettings.GREEDY, 1));
            return read;
        } catch (JinjaException e) {
            throw new ModelException(
                    ModelException.Code.TEMPLATE_UNSUPPORTED, "the model's chat template: " + e.getMessage(), e);
        }
    }

    /**
     * The tokens of a conversation and of the opening of the answer.
     *
     * @throws EngineException with CONTROL_TOKEN_IN_PROMPT if a text could forge a turn, UNSUPPORTED for tools or thinking
     *     that the template does not know, TEMPLATE_REFUSED where it fails
     */
    public Rendered render(Prompt prompt) {
        require(prompt.tools().isEmpty() || calls != AnswerForm.Tools.NONE, "this model's template offers no tools");
        require(
                prompt.thinking().isEmpty() || THINKING.stream().anyMatch(template::mentions),
                "this model does not think on demand");
        if (Conversation.texts(prompt).anyMatch(tokenizer::hasControl)) {
            throw new EngineException(Code.CONTROL_TOKEN_IN_PROMPT, "a text holds a control token of the model");
        }
        String text;
        try {
            text = text(prompt);
        } catch (JinjaException e) {
            throw new EngineException(Code.TEMPLATE_REFUSED, String.valueOf(e.getMessage()));
        }
        boolean opened = reasons && text.stripTrailing().endsWith("<think>");
        AnswerForm form = new AnswerForm(reasons, opened, prompt.tools().isPresent() ? calls : AnswerForm.Tools.NONE);
        return new Rendered(text, tokenizer.encode(text), form);
    }

    private String text(Prompt prompt) {
        Map<String, Value> variables = new LinkedHashMap<>(conversation.variables(prompt));
        prompt.thinking().ifPresent(on -> THINKING.forEach(name -> variables.put(name, new Value.Truth(on))));
        return template.render(variables);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new EngineException(Code.UNSUPPORTED, otherwise);
        }
    }
}
