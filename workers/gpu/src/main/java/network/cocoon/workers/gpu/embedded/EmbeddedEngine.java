package network.cocoon.workers.gpu.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.workers.gpu.chat.ChatTemplate;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.Engine;
import network.cocoon.workers.gpu.engine.EngineDescription;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.engine.TokenSink;
import network.cocoon.workers.gpu.grammar.JsonAnswers;
import network.cocoon.workers.gpu.model.Decoder;
import network.cocoon.workers.gpu.model.ModelDirectory;
import network.cocoon.workers.gpu.model.ModelException;
import network.cocoon.workers.gpu.model.ModelManifest;
import network.cocoon.workers.gpu.text.Logprobs;
import network.cocoon.workers.gpu.text.Sampler;
import network.cocoon.workers.gpu.text.TokenMask;
import network.cocoon.workers.gpu.text.Tokenizer;

/**
 * Runs a model in this process. Requests take turns by the token, in the order they ask, so a short answer does not
 * wait for a long one.
 */
public final class EmbeddedEngine implements Engine {

    // Small enough that a cancelled request with a long prompt gives way soon.
    private static final int CHUNK = 256;

    // Below this many bytes of weights a second thread costs more in waiting than it saves in work.
    private static final long ONE_THREAD = 64 << 20;

    private final ModelManifest manifest;
    private final EngineDescription description;
    private final Decoder decoder;
    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final JsonAnswers json;
    private final List<Integer> ends;
    private final LongSupplier seeds;
    private final Semaphore places;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedEngine(Path path, ModelDirectory model, Tokenizer tokenizer, int concurrency, LongSupplier seeds) {
        this.tokenizer = tokenizer;
        this.template = ChatTemplate.of(model.chatTemplate(), model.tokenizerConfig(), tokenizer);
        this.json = new JsonAnswers(tokenizer, model.ends());
        this.manifest = model.manifest();
        this.ends = model.ends();
        this.seeds = seeds;
        this.places = new Semaphore(concurrency);
        boolean small = model.manifest().size() < ONE_THREAD;
        Decoder.threads(small ? 1 : Runtime.getRuntime().availableProcessors());
        this.decoder = new Decoder(model.config(), model.weights());
        this.description = new EngineDescription(
                "embedded",
                String.valueOf(path.toAbsolutePath().normalize().getFileName()),
                manifest.digest(),
                model.config().context(),
                concurrency);
    }

    /**
     * Loads a Hugging Face directory, once and wholly into private memory.
     *
     * @param concurrency 1 to 256: how many requests are taken at once, each with a cache of its own
     * @param seeds where a request without a seed gets one
     * @throws ModelException with a code for anything wrong with the directory
     */
    public static EmbeddedEngine load(Path directory, int concurrency, LongSupplier seeds) {
        if (concurrency < 1 || concurrency > 256) {
            throw new IllegalArgumentException("1 to 256 requests at once");
        }
        ModelDirectory model = ModelDirectory.read(directory);
        Tokenizer tokenizer = Tokenizer.of(model.tokenizer());
        return new EmbeddedEngine(directory, model, tokenizer, concurrency, seeds);
    }

    @Override
    public void generate(Prompt prompt, TokenSink sink, Cancellation cancellation) {
        requireOpen();
        ChatTemplate.Rendered rendered = template.render(prompt);
        int[] tokens = rendered.tokens();
        TokenMask mask = json.mask(prompt.format(), rendered.form());
        tokenizer.require(prompt.sampling().logitBias().keySet());
        int context = Math.min(decoder.config().context(), prompt.maxTotal());
        if (tokens.length >= context) {
            throw new EngineException(
                    EngineException.Code.PROMPT_TOO_LONG, tokens.length + " tokens leave no room within " + context);
        }
        if (!places.tryAcquire()) {
            throw new EngineException(EngineException.Code.BUSY, "every place is taken");
        }
        int most = Math.min(prompt.maxTokens(), context - tokens.length);
        Decoder.Cache cache = newCache(tokens.length + most);
        try {
            Random random = new Random(prompt.sampling().seed().orElseGet(seeds));
            Sampler sampler = new Sampler(prompt.sampling(), tokens, random, mask);
            Answer answer = new Answer(tokenizer, prompt.sampling().stop(), tokens.length, rendered.form(), sink);
            Optional<Logprobs> told = tokenizer.logprobs(prompt.sampling());
            answer.end(run(tokens, most, cache, sampler, told, answer, cancellation));
        } finally {
            close(cache);
            places.release();
        }
    }

    private Finish.Reason run(
            int[] prompt,
            int most,
            Decoder.Cache cache,
            Sampler sampler,
            Optional<Logprobs> told,
            Answer answer,
            Cancellation cancellation) {
        float[] logits = {};
        for (int at = 0; at < prompt.length; at += CHUNK) {
            if (stopped(cancellation)) {
                return Finish.Reason.CANCELLED;
            }
            logits = append(cache, java.util.Arrays.copyOfRange(prompt, at, Math.min(prompt.length, at + CHUNK)));
        }
        while (true) {
            float[] raw = told.isPresent() ? logits.clone() : logits;
            int token = sampler.next(logits);
            if (ends.contains(token) || !answer.add(token, told.map(it -> it.of(raw, token)))) {
                return Finish.Reason.STOP;
            }
            if (answer.tokens() == most) {
                return Finish.Reason.LENGTH;
            }
            if (stopped(cancellation)) {
                return Finish.Reason.CANCELLED;
            }
            logits = append(cache, token);
        }
    }

    private boolean stopped(Cancellation cancellation) {
        return closed.get() || cancellation.cancelled();
    }

    private float[] append(Decoder.Cache cache, int... tokens) {
        turn.lock();
        try {
            requireOpen();
            return cache.append(tokens);
        } finally {
            turn.unlock();
        }
    }

    private Decoder.Cache newCache(int positions) {
        turn.lock();
        try {
            requireOpen();
            return decoder.newCache(positions);
        } catch (EngineException e) {
            places.release();
            throw e;
        } finally {
            turn.unlock();
        }
    }

    private void close(Decoder.Cache cache) {
        turn.lock();
        try {
            cache.close();
        } finally {
            turn.unlock();
        }
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new EngineException(EngineException.Code.CLOSED, "the engine is closed");
        }
    }

    @Override
    public EngineDescription describe() {
        return description;
    }

    /** Every file the model was loaded from. */
    public ModelManifest manifest() {
        return manifest;
    }

    /** What identifies the model. */
    public Digest modelDigest() {
        return description.modelDigest();
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        // Whoever holds a place sees the flag at its next token.
        places.acquireUninterruptibly(description.concurrency());
        turn.lock();
        try {
            decoder.close();
            tokenizer.close();
        } finally {
            turn.unlock();
        }
    }
}
