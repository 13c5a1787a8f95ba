package network.cocoon.client.openai;

import network.cocoon.client.ask.EmbeddingQuestion;
import network.cocoon.domain.envelope.Plaintext;

/**
 * Vectors that an app asks for.
 *
 * @param base64 the numbers are wanted as bytes (32-bit floats, the lowest byte first) in base64, not as decimals
 */
public record EmbeddingRequest(EmbeddingQuestion question, boolean base64) implements Plaintext {

    @Override
    public int size() {
        return question.size();
    }

    @Override
    public String toString() {
        return "EmbeddingRequest[" + question + "]";
    }
}
