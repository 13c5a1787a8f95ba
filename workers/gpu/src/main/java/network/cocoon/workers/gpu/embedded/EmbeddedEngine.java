package network.cocoon.workers.gpu.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.workers.gpu.chat.ChatTemplate;
import network.cocoon.workers.gpu.decoder.Decoder;
import network.cocoon.workers.gpu.decoder.Precision;
import network.cocoon.workers.gpu.decoder.Torch;
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
import network.cocoon.workers.gpu.engine.TokenSink;
import network.cocoon.workers.gpu.engine.VectorSink;
import network.cocoon.workers.gpu.grammar.JsonAnswers;
import network.cocoon.workers.gpu.model.LoadProgress;
import network.cocoon.workers.gpu.model.ModelDirectory;
import network.cocoon.workers.gpu.model.ModelException;
import network.cocoon.workers.gpu.model.ModelManifest;
import network.cocoon.workers.gpu.text.Logprobs;
import network.cocoon.workers.gpu.text.Sampler;
import network.cocoon.workers.gpu.text.TokenMask;
import network.cocoon.workers.gpu.text.Tokenizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a model in this process, many requests a step. */
public final class EmbeddedEngine implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngine.class);

    // Below this many bytes of weights a second thread costs more in waiting than it saves in work.
    private static final long ONE_THREAD = 64 << 20;

    private final ModelManifest manifest;
    private final EngineDescription description;
    private final SamplingDefaults defaults;
    private final Scheduler scheduler;
    private final Tokenizer tokenizer;
    private final Optional<ChatTemplate> template;
    private final JsonAnswers json;
    private final Embedder embedder;
    private final List<Integer> ends;
    private final LongSupplier seeds;
    private final Semaphore places;
    private final int placeCount;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedEngine(
            Path path,
            ModelDirectory model,
            Tokenizer tokenizer,
            Optional<ChatTemplate> template,
            Stepper stepper,
            EngineLimits limits,
            LongSupplier seeds) {
        this.tokenizer = tokenizer;
        this.template = template;
        this.json = new JsonAnswers(tokenizer, model.ends());
        this.manifest = model.manifest();
        this.ends = model.ends();
        this.seeds = seeds;
        this.placeCount = limits.slots() + limits.queue();
        this.places = new Semaphore(placeCount);
        this.defaults = model.sampling();
        this.description = new EngineDescription(
                "embedded",
                String.valueOf(path.toAbsolutePath().normalize().getFileName()),
                manifest.digest(),
                stepper.positions(),
                limits.slots());
        this.scheduler = new Scheduler(stepper, limits.slots());
        this.embedder = new Embedder(scheduler, tokenizer, model, stepper.positions(), limits.slots());
    }

    /**
     * Loads a Hugging Face directory, once and wholly into private memory.
     *
     * @param seeds where a request without a seed gets one
     * @throws ModelException with a code for anything wrong with the directory
     */
    public static EmbeddedEngine load(Path directory, Precision precision, EngineLimits limits, LongSupplier seeds) {
        return load(directory, precision, limits, seeds, LoadProgress.SILENT);
    }

    /** As {@link #load(Path, Precision, EngineLimits, LongSupplier)}, telling how far it is. */
    public static EmbeddedEngine load(
            Path directory, Precision precision, EngineLimits limits, LongSupplier seeds, LoadProgress progress) {
        Decoder.Loaded loaded = Decoder.load(directory, precision, progress);
        ModelDirectory model = loaded.directory();
        try {
            boolean writes = !loaded.decoder().isHeadless();
            if (model.tokenizer().length == 0 || (writes && model.ends().isEmpty())) {
                throw new ModelException(
                        ModelException.Code.TOKENIZER_INVALID, "tokenizer.json or eos_token_id is missing");
            }
            Tokenizer tokenizer = Tokenizer.of(model.tokenizer());
            Optional<ChatTemplate> template = writes
                    ? Optional.of(ChatTemplate.of(model.chatTemplate(), model.tokenizerConfig(), tokenizer))
                    : Optional.empty();
            boolean small = model.manifest().size() < ONE_THREAD;
            Torch.threads(small ? 1 : Runtime.getRuntime().availableProcessors());
            LOG.info("the engine computes on {}", loaded.decoder().device());
            Stepper stepper = new DecoderStepper(loaded.decoder(), limits.slots(), limits.positions(loaded.decoder()));
            return new EmbeddedEngine(directory, model, tokenizer, template, stepper, limits, seeds);
        } catch (RuntimeException e) {
            loaded.decoder().close();
            throw e;
        }
    }

    @Override
    public void generate(Prompt prompt, TokenSink sink, Cancellation cancellation) {
        scheduler.requireOpen();
        ChatTemplate.Rendered rendered = template.orElseThrow(() ->
                        new EngineException(EngineException.Code.UNSUPPORTED, "this model gives vectors and no text"))
                .render(prompt);
        int[] tokens = rendered.tokens();
        TokenMask mask = json.mask(prompt, rendered.form());
        tokenizer.require(prompt.sampling().logitBias().keySet());
        int context = Math.min(description.contextTokens(), prompt.maxTotal());
        if (tokens.length >= context) {
            throw new EngineException(
                    EngineException.Code.PROMPT_TOO_LONG, tokens.length + " tokens leave no room within " + context);
        }
        if (!places.tryAcquire()) {
            throw new EngineException(EngineException.Code.BUSY, "every place is taken");
        }
        try {
            int most = Math.min(prompt.maxTokens(), context - tokens.length);
            Random random = new Random(prompt.sampling().seed().orElseGet(seeds));
            Sampler sampler = new Sampler(prompt.sampling(), tokens, random, mask);
            Answer answer = new Answer(tokenizer, prompt.sampling().stop(), tokens.length, rendered.form(), sink);
            Optional<Logprobs> told = tokenizer.logprobs(prompt.sampling());
            answer.end(run(prompt.prefix(), tokens, most, sampler, told, answer, cancellation));
        } finally {
            places.release();
        }
    }

    @Override
    public void embed(EmbeddingOrder order, VectorSink sink, Cancellation cancellation) {
        scheduler.requireOpen();
        if (!places.tryAcquire()) {
            throw new EngineException(EngineException.Code.BUSY, "every place is taken");
        }
        try {
            embedder.embed(order, sink, cancellation);
        } finally {
            places.release();
        }
    }

    private Finish.Reason run(
            Optional<Digest> key,
            int[] prompt,
            int most,
            Sampler sampler,
            Optional<Logprobs> told,
            Answer answer,
            Cancellation cancellation) {
        Sequence sequence = scheduler.join(prompt, key, cancellation);
        boolean well = false;
        try {
            while (true) {
                float[] logits = scheduler.logits(sequence);
                if (logits == null) {
                    return Finish.Reason.CANCELLED;
                }
                answer.reused(sequence.reused);
                float[] raw = told.isPresent() ? logits.clone() : logits;
                int token = sampler.next(logits);
                boolean end = ends.contains(token);
                if (!end && answer.tokens() + 1 < most) {
                    // Before its text goes out, so that the next step does not wait for whoever reads.
                    scheduler.choose(sequence, token);
                }
                if (end || !answer.add(token, told.map(it -> it.of(raw, token)))) {
                    well = true;
                    return Finish.Reason.STOP;
                }
                if (answer.tokens() == most) {
                    well = true;
                    return Finish.Reason.LENGTH;
                }
            }
        } finally {
            scheduler.leave(sequence, well);
        }
    }

    @Override
    public EngineLoad load() {
        return scheduler.load();
    }

    @Override
    public SamplingDefaults defaults() {
        return defaults;
    }

    @Override
    public Standing standing() {
        return scheduler.isOpen() ? Standing.READY : Standing.BROKEN;
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
        scheduler.close();
        // Whoever holds a place still gives out its last text.
        places.acquireUninterruptibly(placeCount);
        tokenizer.close();
    }
}
