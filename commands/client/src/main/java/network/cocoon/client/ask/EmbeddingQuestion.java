package network.cocoon.client.ask;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.chat.EmbeddingPayload;

/**
 * Texts of which vectors are asked for. The answer is read by {@link Vectors#read}.
 *
 * @param inputs         1 to {@value EmbeddingPayload#MAX_INPUTS}
 * @param dimensions     the first so many numbers of each vector; empty for all
 * @param maxCoefficient per mille
 * @param request        the caller's own id, or empty for a random one
 */
public record EmbeddingQuestion(
        ModelId model,
        List<EmbeddingPayload.Input> inputs,
        OptionalInt dimensions,
        int maxCoefficient,
        Duration timeout,
        Optional<RequestId> request)
        implements Inquiry {

    /** That a tokenizer puts around each text. */
    private static final int TOKENS_AROUND_A_TEXT = 4;

    public EmbeddingQuestion {
        inputs = List.copyOf(inputs);
    }

    @Override
    public long promptTokenBound() {
        long bound = 0;
        for (EmbeddingPayload.Input input : inputs) {
            String text = input.text();
            bound += text == null ? input.size() : text.getBytes(StandardCharsets.UTF_8).length + TOKENS_AROUND_A_TEXT;
        }
        return bound;
    }

    @Override
    public byte[] payload(int maxAnswerTokens) {
        return new EmbeddingPayload(inputs, dimensions.isPresent() ? dimensions.getAsInt() : null).encode();
    }

    @Override
    public int size() {
        return inputs.stream().mapToInt(EmbeddingPayload.Input::size).sum();
    }

    @Override
    public String toString() {
        return "EmbeddingQuestion[" + model + ", " + inputs.size() + " texts]";
    }
}
