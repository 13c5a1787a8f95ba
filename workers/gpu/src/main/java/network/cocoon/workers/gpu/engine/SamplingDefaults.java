package network.cocoon.workers.gpu.engine;

/**
 * What is taken where an app says nothing: what a model's makers run it with, each within the bounds of
 * {@link SamplingSettings}.
 */
public record SamplingDefaults(double temperature, double topP, int topK, double minP, double repetitionPenalty) {

    /** OpenAI's, of a model that says nothing itself. */
    public static final SamplingDefaults OPENAI = new SamplingDefaults(1, 1, 0, 0, 1);
}
