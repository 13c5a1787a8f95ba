package network.cocoon.workers.gpu.metrics;

import java.util.Locale;
import java.util.function.LongSupplier;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.engine.AnswerForm;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.EmbeddingOrder;
import network.cocoon.workers.gpu.engine.Engine;
import network.cocoon.workers.gpu.engine.EngineDescription;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.EngineLoad;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.engine.SamplingDefaults;
import network.cocoon.workers.gpu.engine.Standing;
import network.cocoon.workers.gpu.engine.TokenLogprob;
import network.cocoon.workers.gpu.engine.TokenSink;
import network.cocoon.workers.gpu.engine.VectorSink;

/** An engine whose answers are counted and timed. */
public final class MeasuredEngine implements Engine {

    private final Engine engine;
    private final WorkerMeters meters;
    private final LongSupplier nanos;

    /** @param nanos a clock that only rises */
    public MeasuredEngine(Engine engine, WorkerMeters meters, LongSupplier nanos) {
        this.engine = engine;
        this.meters = meters;
        this.nanos = nanos;
    }

    @Override
    public void generate(Prompt prompt, TokenSink sink, Cancellation cancellation) {
        Timed timed = new Timed(sink, nanos.getAsLong());
        String outcome = "failed";
        try {
            engine.generate(prompt, timed, cancellation);
            outcome = timed.outcome;
        } catch (EngineException e) {
            outcome = e.code().name().toLowerCase(Locale.ROOT);
            throw e;
        } finally {
            meters.ended(outcome, timed.usage);
        }
    }

    @Override
    public void embed(EmbeddingOrder order, VectorSink sink, Cancellation cancellation) {
        Counted counted = new Counted(sink);
        String outcome = "failed";
        try {
            engine.embed(order, counted, cancellation);
            outcome = counted.outcome;
        } catch (EngineException e) {
            outcome = e.code().name().toLowerCase(Locale.ROOT);
            throw e;
        } finally {
            meters.ended(outcome, counted.usage);
        }
    }

    private static final class Counted implements VectorSink {

        private final VectorSink sink;
        private TokenUsage usage = TokenUsage.NONE;
        private String outcome = "failed";

        Counted(VectorSink sink) {
            this.sink = sink;
        }

        @Override
        public void vector(float[] vector, TokenUsage owed) {
            usage = owed;
            sink.vector(vector, owed);
        }

        @Override
        public void finished(Finish finish) {
            usage = finish.usage();
            outcome = finish.reason().name().toLowerCase(Locale.ROOT);
            sink.finished(finish);
        }
    }

    private final class Timed implements TokenSink {

        private final TokenSink sink;
        private final long began;
        private boolean spoke;
        private TokenUsage usage = TokenUsage.NONE;
        private String outcome = "failed";

        Timed(TokenSink sink, long began) {
            this.sink = sink;
            this.began = began;
        }

        @Override
        public void begins(AnswerForm form) {
            sink.begins(form);
        }

        @Override
        public void logprobs(TokenLogprob token) {
            sink.logprobs(token);
        }

        @Override
        public void text(String delta, TokenUsage owed) {
            if (!spoke) {
                spoke = true;
                meters.firstText(nanos.getAsLong() - began);
            }
            usage = owed;
            sink.text(delta, owed);
        }

        @Override
        public void flush() {
            sink.flush();
        }

        @Override
        public void finished(Finish finish) {
            usage = finish.usage();
            outcome = finish.reason().name().toLowerCase(Locale.ROOT);
            sink.finished(finish);
        }
    }

    @Override
    public SamplingDefaults defaults() {
        return engine.defaults();
    }

    @Override
    public EngineLoad load() {
        return engine.load();
    }

    @Override
    public Standing standing() {
        return engine.standing();
    }

    @Override
    public EngineDescription describe() {
        return engine.describe();
    }

    @Override
    public void close() {
        engine.close();
    }
}
