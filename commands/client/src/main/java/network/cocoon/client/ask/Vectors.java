package network.cocoon.client.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.envelope.Plaintext;
import network.cocoon.wire.chat.EmbeddingFrame;

/**
 * A whole answer in vectors, its receipt checked.
 *
 * @param vectors one for each text in their order, all of one length
 */
public record Vectors(List<float[]> vectors) implements Plaintext {

    public Vectors {
        vectors = List.copyOf(vectors);
    }

    /** Reads an answer to its end. Throws {@link AskException}: as {@link Answer#next}, and for vectors not asked for. */
    public static Vectors read(Answer answer, EmbeddingQuestion question) {
        int count = question.inputs().size();
        List<float[]> vectors = new ArrayList<>();
        float[] filling = {};
        int filled = 0;
        for (Optional<EmbeddingFrame> next = answer.nextVectors(); next.isPresent(); next = answer.nextVectors()) {
            EmbeddingFrame frame = next.get();
            if (filling.length == 0) {
                boolean good = question.dimensions().orElse(frame.width()) == frame.width()
                        && (long) count * frame.width() <= EmbeddingFrame.MAX_ANSWER;
                demand(good, "vectors of another length than was asked for");
                filling = new float[frame.width()];
            }
            demand(frame.width() == filling.length, "vectors of several lengths");
            for (float number : frame.numbers()) {
                demand(vectors.size() < count, "more vectors than were asked for");
                demand(Float.isFinite(number), "a vector that is none");
                filling[filled++] = number;
                if (filled == filling.length) {
                    vectors.add(filling);
                    filling = new float[filled];
                    filled = 0;
                }
            }
        }
        demand(vectors.size() == count && filled == 0, "fewer vectors than were asked for");
        return new Vectors(vectors);
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new AskException(AskException.Code.ANSWER_REFUSED, otherwise);
        }
    }

    @Override
    public int size() {
        return vectors.stream().mapToInt(vector -> vector.length).sum();
    }

    @Override
    public String toString() {
        return "Vectors[" + vectors.size() + "]";
    }
}
