package network.cocoon.workers.gpu.upstream;

import java.util.LinkedHashMap;
import java.util.Map;
import network.cocoon.workers.gpu.engine.SamplingSettings;
import tools.jackson.databind.json.JsonMapper;

/** The body of POST /v1/completions. The prompt goes as tokens: which text became which of them is decided here. */
final class CompletionRequest {

    private CompletionRequest() {}

    /** @param salt keeps the server's reuse of prefixes to those who share it */
    static byte[] body(String model, int[] prompt, int most, SamplingSettings s, String salt) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.put("prompt", prompt);
        body.put("max_tokens", most);
        body.put("stream", true);
        body.put("stream_options", Map.of("include_usage", true));
        body.put("temperature", s.temperature());
        body.put("top_p", s.topP());
        body.put("frequency_penalty", s.frequencyPenalty());
        body.put("presence_penalty", s.presencePenalty());
        // Not of OpenAI's, but vLLM and SGLang have them; left out where they change nothing.
        if (s.topK() > 0) {
            body.put("top_k", s.topK());
        }
        if (s.minP() > 0) {
            body.put("min_p", s.minP());
        }
        if (!s.logitBias().isEmpty()) {
            body.put("logit_bias", s.logitBias());
        }
        if (s.repetitionPenalty() != 1) {
            body.put("repetition_penalty", s.repetitionPenalty());
        }
        s.seed().ifPresent(seed -> body.put("seed", seed));
        // vLLM's and SGLang's: without it the server would reuse one app's prefix for another, which time tells.
        body.put("cache_salt", salt);
        // llama.cpp's, which knows no salt: it reuses nothing at all.
        body.put("cache_prompt", false);
        // Stop strings are looked for here: the server's way of cutting text is not the worker's.
        return JsonMapper.shared().writeValueAsBytes(body);
    }
}
