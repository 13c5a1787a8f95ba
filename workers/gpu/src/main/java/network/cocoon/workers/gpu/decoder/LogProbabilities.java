package network.cocoon.workers.gpu.decoder;

import network.cocoon.workers.gpu.model.ModelException;

/** Natural logarithms of the probabilities that logits stand for. */
public final class LogProbabilities {

    private LogProbabilities() {}

    /** @throws ModelException with {@link ModelException.Code#RESULT_NOT_FINITE} */
    public static double[] of(float[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                throw new ModelException(ModelException.Code.RESULT_NOT_FINITE, "a logit is not a finite number");
            }
            most = Math.max(most, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - most);
        }
        double total = most + Math.log(sum);
        double[] result = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            result[i] = logits[i] - total;
        }
        return result;
    }
}
