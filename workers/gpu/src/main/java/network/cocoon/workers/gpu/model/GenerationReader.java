package network.cocoon.workers.gpu.model;

import network.cocoon.workers.gpu.engine.SamplingDefaults;
import network.cocoon.workers.gpu.model.ModelException.Code;
import tools.jackson.databind.JsonNode;

/** generation_config.json, as the transformers library reads it (GenerationConfig), but for its top_k of 50 unasked. */
final class GenerationReader {

    private GenerationReader() {}

    /**
     * How a model is sampled unless an app says otherwise.
     *
     * @throws ModelException for a value that no sampling can have
     */
    static SamplingDefaults sampling(JsonNode generation) {
        ConfigNode config = new ConfigNode(generation);
        SamplingDefaults usual = SamplingDefaults.OPENAI;
        if (!config.flag("do_sample", true)) {
            return new SamplingDefaults(0, 1, 0, 0, bounded(config, "repetition_penalty", 1e-3, 2, 1));
        }
        return new SamplingDefaults(
                bounded(config, "temperature", 0, 2, usual.temperature()),
                bounded(config, "top_p", 1e-6, 1, usual.topP()),
                (int) Math.max(0, bounded(config, "top_k", -1, 1 << 20, usual.topK())),
                bounded(config, "min_p", 0, 1, usual.minP()),
                bounded(config, "repetition_penalty", 1e-3, 2, usual.repetitionPenalty()));
    }

    private static double bounded(ConfigNode config, String name, double least, double most, double absent) {
        double value = config.real(name, absent);
        if (value < least || value > most) {
            throw new ModelException(
                    Code.CONFIG_INVALID, "generation_config.json: " + name + " is " + least + " to " + most);
        }
        return value;
    }
}
