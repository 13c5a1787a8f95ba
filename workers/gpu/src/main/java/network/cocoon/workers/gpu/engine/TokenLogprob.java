package network.cocoon.workers.gpu.engine;

import java.util.List;
import network.cocoon.domain.kernel.Bytes;

/**
 * How likely the model held the token that was chosen: natural logarithms, before bias, penalties and temperature.
 *
 * @param bytes of its text, which may be a part of a character
 * @param likeliest best first; the chosen one may be among them
 */
public record TokenLogprob(Bytes bytes, double logprob, List<Likely> likeliest) {

    /** One that could have been chosen. */
    public record Likely(Bytes bytes, double logprob) {

        @Override
        public String toString() {
            return "Likely[]";
        }
    }

    public TokenLogprob {
        likeliest = List.copyOf(likeliest);
    }

    @Override
    public String toString() {
        return "TokenLogprob[]";
    }
}
