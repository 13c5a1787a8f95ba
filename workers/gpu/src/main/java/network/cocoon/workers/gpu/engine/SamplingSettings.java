package network.cocoon.workers.gpu.engine;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the next token is chosen.
 *
 * @param temperature 0 (greedy) to 2
 * @param topP above 0 to 1: the smallest set of likely tokens with this much probability
 * @param topK at most so many likely tokens; 0 means all
 * @param frequencyPenalty -2 to 2, taken off a token's logit for every time the answer holds it
 * @param presencePenalty -2 to 2, taken off once if the answer holds the token
 * @param repetitionPenalty above 0 to 2, divides the logits of tokens in prompt or answer; 1 is off
 * @param seed makes sampling repeatable
 * @param stop at most 16 strings of 1 to 256 characters that end the answer and are not part of it
 * @param minP 0 to 1: tokens less likely than this part of the likeliest are left out; 0 is off
 * @param logitBias -100 to 100 by token id, added to its logit; at most {@value #MAX_BIASED} tokens
 * @param topLogprobs 0 to {@value #MAX_LOGPROBS} likeliest tokens are told beside each; empty tells nothing
 */
public record SamplingSettings(
        double temperature,
        double topP,
        int topK,
        double frequencyPenalty,
        double presencePenalty,
        double repetitionPenalty,
        OptionalLong seed,
        List<String> stop,
        double minP,
        Map<Integer, Double> logitBias,
        OptionalInt topLogprobs) {

    public static final int MAX_BIASED = 1024;
    public static final int MAX_LOGPROBS = 20;

    /** Always the likeliest token. */
    public static final SamplingSettings GREEDY =
            new SamplingSettings(0, 1, 0, 0, 0, 1, OptionalLong.empty(), List.of());

    public SamplingSettings {
        // Written so that NaN fails too.
        require(temperature >= 0 && temperature <= 2, "temperature is 0 to 2");
        require(topP > 0 && topP <= 1, "top_p is above 0, to 1");
        require(topK >= 0, "top_k is not negative");
        require(frequencyPenalty >= -2 && frequencyPenalty <= 2, "frequency_penalty is -2 to 2");
        require(presencePenalty >= -2 && presencePenalty <= 2, "presence_penalty is -2 to 2");
        require(repetitionPenalty > 0 && repetitionPenalty <= 2, "repetition_penalty is above 0, to 2");
        stop = List.copyOf(stop);
        require(stop.size() <= 16, "at most 16 stop strings");
        for (String s : stop) {
            require(!s.isEmpty() && s.length() <= 256, "a stop string has 1 to 256 characters");
        }
        require(minP >= 0 && minP <= 1, "min_p is 0 to 1");
        logitBias = Map.copyOf(logitBias);
        require(logitBias.size() <= MAX_BIASED, "at most " + MAX_BIASED + " tokens are biased");
        logitBias.forEach((token, bias) -> require(
                token >= 0 && bias >= -100 && bias <= 100, "logit_bias is -100 to 100, for ids that are not negative"));
        require(
                topLogprobs.orElse(0) >= 0 && topLogprobs.orElse(0) <= MAX_LOGPROBS,
                "top_logprobs is 0 to " + MAX_LOGPROBS);
    }

    /** With nothing biased, nothing left out by {@code minP}, and no log probabilities. */
    public SamplingSettings(
            double temperature,
            double topP,
            int topK,
            double frequencyPenalty,
            double presencePenalty,
            double repetitionPenalty,
            OptionalLong seed,
            List<String> stop) {
        this(
                temperature,
                topP,
                topK,
                frequencyPenalty,
                presencePenalty,
                repetitionPenalty,
                seed,
                stop,
                0,
                Map.of(),
                OptionalInt.empty());
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    @Override
    public String toString() {
        return "SamplingSettings[temperature=" + temperature + ", topP=" + topP + ", topK=" + topK + ", " + stop.size()
                + " stop strings]";
    }
}
