package network.cocoon.workers.gpu.upstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.EmbeddingOrder;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.VectorSink;
import network.cocoon.workers.gpu.engine.Vectors;
import network.cocoon.workers.gpu.model.Embeddings;
import network.cocoon.workers.gpu.model.ModelConfig;
import network.cocoon.workers.gpu.model.ModelDirectory;
import network.cocoon.workers.gpu.text.EmbeddingTokens;
import network.cocoon.workers.gpu.text.Tokenizer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Vectors from a server. Texts go as tokens, which are counted here; vectors are cut and brought to length 1 here, whatever
 * the server did.
 */
final class UpstreamEmbedder {

    /** Texts to one call: an app that breaks off, or a revocation, waits for no more than these. */
    private static final int TOGETHER = 32;

    private static final int BYTES_PER_NUMBER = 32;
    private static final int BYTES_BESIDE = 1 << 16;

    /** Told where the server's count of the texts' tokens is not ours. */
    @FunctionalInterface
    interface Alarm {
        void differs(int own, int server);
    }

    private final Server server;
    private final String served;
    private final Tokenizer tokenizer;
    private final ModelConfig config;
    private final Embeddings embeddings;
    private final Duration patience;
    private final Alarm alarm;

    /** @param patience for the vectors of one call */
    UpstreamEmbedder(
            Server server, String served, Tokenizer tokenizer, ModelDirectory model, Duration patience, Alarm alarm) {
        this.server = server;
        this.served = served;
        this.tokenizer = tokenizer;
        this.config = model.config();
        this.embeddings = model.embeddings();
        this.patience = patience;
        this.alarm = alarm;
    }

    void embed(EmbeddingOrder order, VectorSink sink, Cancellation cancellation) throws InterruptedException {
        int width = config.hidden();
        int dimensions = embeddings.dimensions(order.dimensions().orElse(width), width);
        List<int[]> texts = EmbeddingTokens.of(order, tokenizer, config.vocabulary(), config.context());
        String salt = UUID.randomUUID().toString();
        int used = 0;
        for (int from = 0; from < texts.size(); from += TOGETHER) {
            List<int[]> some = texts.subList(from, Math.min(texts.size(), from + TOGETHER));
            List<float[]> raw = ask(some, width, salt, cancellation);
            if (raw.isEmpty()) {
                sink.finished(new Finish(Finish.Reason.CANCELLED, usage(used)));
                return;
            }
            for (int i = 0; i < raw.size(); i++) {
                used += some.get(i).length;
                sink.vector(Vectors.unit(raw.get(i), dimensions), usage(used));
            }
        }
        sink.finished(new Finish(Finish.Reason.STOP, usage(used)));
    }

    private static TokenUsage usage(int tokens) {
        return new TokenUsage(tokens, 0, 0, 0);
    }

    /** None once cancelled. */
    private List<float[]> ask(List<int[]> texts, int width, String salt, Cancellation cancellation)
            throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", served);
        body.put("input", texts);
        body.put("encoding_format", "float");
        body.put("cache_salt", salt);
        int most = texts.size() * width * BYTES_PER_NUMBER + BYTES_BESIDE;
        Optional<byte[]> answer =
                server.embed(JsonMapper.shared().writeValueAsBytes(body), most, patience, cancellation);
        if (answer.isEmpty()) {
            return List.of();
        }
        try {
            JsonNode read = JsonMapper.shared().readTree(answer.get());
            compare(texts, read.path("usage").path("prompt_tokens"));
            return vectors(read.path("data"), texts.size(), width);
        } catch (JacksonException e) {
            throw Delta.broken("the server gives no vectors");
        }
    }

    private void compare(List<int[]> texts, JsonNode stated) {
        int own = texts.stream().mapToInt(text -> text.length).sum();
        if (stated.canConvertToInt() && stated.intValue() != own) {
            alarm.differs(own, stated.intValue());
        }
    }

    /** Throws {@link EngineException} (CRASHED) unless there is one for each, in their order, as wide as the model's. */
    private static List<float[]> vectors(JsonNode data, int count, int width) {
        List<float[]> vectors = new ArrayList<>();
        for (JsonNode one : data) {
            JsonNode numbers = one.path("embedding");
            boolean next = one.path("index").asInt(-1) == vectors.size();
            if (!next || !numbers.isArray() || numbers.size() != width || vectors.size() == count) {
                throw Delta.broken("the server gives other vectors than it was asked for");
            }
            float[] vector = new float[width];
            for (int i = 0; i < width; i++) {
                JsonNode number = numbers.get(i);
                vector[i] = number.isNumber() ? (float) number.doubleValue() : Float.NaN;
            }
            vectors.add(vector);
        }
        if (vectors.size() != count) {
            throw Delta.broken("the server gives fewer vectors than it was asked for");
        }
        return vectors;
    }
}
