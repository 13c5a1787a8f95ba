package network.cocoon.client.ask;

import java.time.Duration;
import java.util.Optional;
import network.cocoon.domain.envelope.Plaintext;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.RequestId;

/** What is asked, before anything is chosen or sealed: an answer in words, or vectors. */
public sealed interface Inquiry extends Plaintext permits Question, EmbeddingQuestion {

    ModelId model();

    /** Per mille: workers that ask for more are not used. */
    int maxCoefficient();

    /** For the whole answer. */
    Duration timeout();

    /** The caller's own id, or empty for a random one. */
    Optional<RequestId> request();

    /** A bound on the prompt's tokens without the model's tokenizer: a token covers at least one byte of UTF-8. */
    long promptTokenBound();

    /**
     * What is sealed, UTF-8 JSON.
     *
     * @param maxAnswerTokens of each answer
     */
    byte[] payload(int maxAnswerTokens);
}
