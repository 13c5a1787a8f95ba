package network.cocoon.workers.gpu.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntFunction;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.workers.gpu.engine.TokenLogprob;

/** How likely a model held its tokens, before anything was done to its logits. */
public final class Logprobs {

    private final int top;
    private final IntFunction<byte[]> bytes;

    /**
     * @param top so many likeliest beside each token
     * @param bytes of a token's text
     */
    public Logprobs(int top, IntFunction<byte[]> bytes) {
        this.top = top;
        this.bytes = bytes;
    }

    /** @param logits as the model gave them */
    public TokenLogprob of(float[] logits, int token) {
        double all = logSum(logits);
        List<TokenLogprob.Likely> likeliest = new ArrayList<>();
        for (int likely : best(logits)) {
            likeliest.add(new TokenLogprob.Likely(Bytes.of(bytes.apply(likely)), logits[likely] - all));
        }
        return new TokenLogprob(Bytes.of(bytes.apply(token)), logits[token] - all, likeliest);
    }

    private static double logSum(float[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - most);
        }
        return most + Math.log(sum);
    }

    private List<Integer> best(float[] logits) {
        Comparator<Integer> worstFirst =
                Comparator.<Integer>comparingDouble(i -> logits[i]).thenComparing(Comparator.reverseOrder());
        PriorityQueue<Integer> best = new PriorityQueue<>(worstFirst);
        for (int i = 0; i < logits.length && top > 0; i++) {
            if (best.size() < top) {
                best.add(i);
            } else if (logits[i] > logits[best.element()]) {
                best.remove();
                best.add(i);
            }
        }
        return best.stream().sorted(worstFirst.reversed()).toList();
    }
}
