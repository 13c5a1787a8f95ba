package network.cocoon.workers.gpu.engine;

/** A loaded model that answers prompts. Safe for many threads; {@link EngineDescription#concurrency()} says how many run. */
public interface Engine extends AutoCloseable {

    /**
     * Answers one prompt on the calling thread: any number of {@link TokenSink#text} calls, then exactly one
     * {@link TokenSink#finished}, unless it throws.
     *
     * @throws EngineException with a code, before or after some text was given; an exception of the sink passes through
     */
    void generate(Prompt prompt, TokenSink sink, Cancellation cancellation);

    /**
     * Gives texts' vectors on the calling thread: one {@link VectorSink#vector} for each in order, then exactly one
     * {@link VectorSink#finished}, unless it throws or is cancelled before it has all.
     *
     * @throws EngineException with a code: UNSUPPORTED where it has no vectors, or not as ordered
     */
    default void embed(EmbeddingOrder order, VectorSink sink, Cancellation cancellation) {
        throw new EngineException(EngineException.Code.UNSUPPORTED, "this engine has no vectors");
    }

    /** What runs here: fixed for the life of the engine. */
    EngineDescription describe();

    /** How it samples where an app says nothing. */
    default SamplingDefaults defaults() {
        return SamplingDefaults.OPENAI;
    }

    /** How busy it is now. */
    default EngineLoad load() {
        return EngineLoad.NONE;
    }

    /** Whether it can be given anything new. */
    default Standing standing() {
        return Standing.READY;
    }

    /** Frees the model. Requests under way end as cancelled. */
    @Override
    void close();
}
