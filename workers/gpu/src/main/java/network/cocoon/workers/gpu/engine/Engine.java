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
