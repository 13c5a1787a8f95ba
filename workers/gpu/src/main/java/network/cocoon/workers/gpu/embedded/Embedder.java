package network.cocoon.workers.gpu.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.decoder.Segment;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.EmbeddingOrder;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.VectorSink;
import network.cocoon.workers.gpu.engine.Vectors;
import network.cocoon.workers.gpu.model.Embeddings;
import network.cocoon.workers.gpu.model.ModelConfig;
import network.cocoon.workers.gpu.model.ModelDirectory;
import network.cocoon.workers.gpu.text.EmbeddingTokens;
import network.cocoon.workers.gpu.text.Tokenizer;

/** Gives texts' vectors: each is a sequence that ends with its prompt, beside whatever else the scheduler advances. */
final class Embedder {

    private final Scheduler scheduler;
    private final Tokenizer tokenizer;
    private final ModelConfig config;
    private final Embeddings embeddings;
    private final int context;
    private final Segment.Result state;
    private final int together;

    /** @param context the most tokens of one text */
    Embedder(Scheduler scheduler, Tokenizer tokenizer, ModelDirectory model, int context, int slots) {
        this.scheduler = scheduler;
        this.tokenizer = tokenizer;
        this.config = model.config();
        this.embeddings = model.embeddings();
        this.context = context;
        this.state = switch (embeddings.pooling()) {
            case LAST -> Segment.Result.LAST_STATE;
            case MEAN -> Segment.Result.STATES;
        };
        // Texts of one request fill steps together, and leave slots to others.
        this.together = Math.max(1, slots / 2);
    }

    void embed(EmbeddingOrder order, VectorSink sink, Cancellation cancellation) {
        int width = config.hidden();
        int dimensions = embeddings.dimensions(order.dimensions().orElse(width), width);
        List<int[]> texts = EmbeddingTokens.of(order, tokenizer, config.vocabulary(), context);
        Deque<Sequence> running = new ArrayDeque<>();
        TokenUsage used = TokenUsage.NONE;
        int joined = 0;
        try {
            for (int[] text : texts) {
                while (joined < texts.size() && running.size() < together) {
                    running.add(scheduler.join(texts.get(joined++), state, Optional.empty(), cancellation));
                }
                float[] raw = scheduler.logits(running.element());
                if (raw == null) {
                    sink.finished(new Finish(Finish.Reason.CANCELLED, used));
                    return;
                }
                scheduler.leave(running.remove());
                used = new TokenUsage(used.prompt() + text.length, 0, 0, 0);
                sink.vector(Vectors.unit(raw, dimensions), used);
            }
            sink.finished(new Finish(Finish.Reason.STOP, used));
        } finally {
            running.forEach(scheduler::leave);
        }
    }
}
