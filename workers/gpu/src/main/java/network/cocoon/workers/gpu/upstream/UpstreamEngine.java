package network.cocoon.workers.gpu.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.chat.ChatTemplate;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.EmbeddingOrder;
import network.cocoon.workers.gpu.engine.Engine;
import network.cocoon.workers.gpu.engine.EngineDescription;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.engine.SamplingDefaults;
import network.cocoon.workers.gpu.engine.Standing;
import network.cocoon.workers.gpu.engine.TokenSink;
import network.cocoon.workers.gpu.engine.VectorSink;
import network.cocoon.workers.gpu.model.ModelDirectory;
import network.cocoon.workers.gpu.model.ModelException;
import network.cocoon.workers.gpu.model.WeightTarget;
import network.cocoon.workers.gpu.text.StopStrings;
import network.cocoon.workers.gpu.text.Tokenizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers through a server on this machine, from the same model directory: its template, its tokenizer, its digest. */
public final class UpstreamEngine implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamEngine.class);

    private static final Duration WATCH = Duration.ofMillis(20);

    /**
     * How long a server is waited for.
     *
     * @param silence the most time between two events of an answer, the first after a long prompt included
     * @param health between two looks at whether it is well
     */
    record Patience(Duration silence, Duration health) {

        static final Patience USUAL = new Patience(Duration.ofMinutes(2), Duration.ofSeconds(5));
    }

    private final Server server;
    private final Patience patience;
    private final Health health;
    private final String served;
    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final UpstreamEmbedder embedder;
    private final EngineDescription description;
    private final SamplingDefaults defaults;
    private final Semaphore places;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger alarms = new AtomicInteger();

    private UpstreamEngine(
            Server server, String served, Path path, ModelDirectory model, int concurrency, Patience patience) {
        this.server = server;
        this.patience = patience;
        this.served = served;
        this.tokenizer = Tokenizer.of(model.tokenizer());
        this.template = ChatTemplate.of(model.chatTemplate(), model.tokenizerConfig(), tokenizer);
        this.embedder = new UpstreamEmbedder(server, served, tokenizer, model, patience.silence(), this::differs);
        this.places = new Semaphore(concurrency);
        this.defaults = model.sampling();
        this.description = new EngineDescription(
                "upstream",
                String.valueOf(path.toAbsolutePath().normalize().getFileName()),
                model.manifest().digest(),
                model.config().context(),
                concurrency);
        this.health = new Health(server::healthy, patience.health());
    }

    /**
     * Reads the directory that the server serves, and asks the server whether it is well.
     *
     * @throws ModelException with a code for anything wrong with the directory
     * @throws EngineException if the server is not there, or serves anything but one model
     * @throws IllegalArgumentException for an address off this machine
     */
    public static UpstreamEngine connect(URI address, Path directory, int concurrency) throws InterruptedException {
        return connect(address, directory, concurrency, Patience.USUAL);
    }

    static UpstreamEngine connect(URI address, Path directory, int concurrency, Patience patience)
            throws InterruptedException {
        Server server = new Server(address);
        try {
            if (!server.healthy()) {
                throw Delta.broken("the server is not well");
            }
            String served = server.model();
            ModelDirectory model = ModelDirectory.read(directory, _ -> WeightTarget.NONE);
            return new UpstreamEngine(server, served, directory, model, concurrency, patience);
        } catch (RuntimeException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public void generate(Prompt prompt, TokenSink sink, Cancellation cancellation) {
        requireWell();
        refuse(prompt.format().isPresent(), "JSON by schema");
        refuse(prompt.call().isPresent(), "call on demand");
        refuse(prompt.sampling().topLogprobs().isPresent(), "log probabilities");
        ChatTemplate.Rendered rendered = template.render(prompt);
        int[] tokens = rendered.tokens();
        tokenizer.require(prompt.sampling().logitBias().keySet());
        int context = Math.min(description.contextTokens(), prompt.maxTotal());
        if (tokens.length >= context) {
            throw new EngineException(
                    EngineException.Code.PROMPT_TOO_LONG, tokens.length + " tokens leave no room within " + context);
        }
        take();
        try {
            int most = Math.min(prompt.maxTokens(), context - tokens.length);
            byte[] body = CompletionRequest.body(served, tokens, most, prompt.sampling(), salt(prompt));
            sink.begins(rendered.form());
            Thought thought = new Thought(tokenizer, rendered.form());
            answer(body, tokens.length, most, new StopStrings(prompt.sampling().stop()), thought, sink, cancellation);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(EngineException.Code.CLOSED, "interrupted");
        } finally {
            places.release();
        }
    }

    @Override
    public void embed(EmbeddingOrder order, VectorSink sink, Cancellation cancellation) {
        requireWell();
        take();
        try {
            embedder.embed(order, sink, () -> closed.get() || cancellation.cancelled());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(EngineException.Code.CLOSED, "interrupted");
        } finally {
            places.release();
        }
    }

    private void requireWell() {
        if (closed.get()) {
            throw new EngineException(EngineException.Code.CLOSED, "the engine is closed");
        }
        if (!takes()) {
            throw new EngineException(EngineException.Code.BUSY, "the server is not well");
        }
    }

    private void take() {
        if (!places.tryAcquire()) {
            throw new EngineException(EngineException.Code.BUSY, "every place is taken");
        }
    }

    /** Of the client's secret, or good for this request alone. */
    private static String salt(Prompt prompt) {
        return prompt.prefix().map(Digest::hex).orElseGet(() -> UUID.randomUUID()
                .toString());
    }

    /** What the server cannot be held to is not asked of it. */
    private static void refuse(boolean asked, String what) {
        if (asked) {
            throw new EngineException(EngineException.Code.UNSUPPORTED, "the upstream engine gives no " + what);
        }
    }

    private void answer(
            byte[] body,
            int promptTokens,
            int most,
            StopStrings stops,
            Thought thought,
            TokenSink sink,
            Cancellation cancellation)
            throws InterruptedException {
        TokenCount count = new TokenCount(tokenizer);
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong heard = new AtomicLong(System.nanoTime());
        Finish.Reason reason = Finish.Reason.CANCELLED;
        int generated = 0;
        int stated = -1;
        boolean ended = false;
        try (InputStream in = server.complete(body)) {
            Thread watch = Thread.startVirtualThread(() -> watch(in, cancellation, heard, done));
            try {
                EventLines lines = new EventLines(in);
                while (true) {
                    Optional<String> line = lines.next();
                    heard.set(System.nanoTime());
                    if (line.isEmpty()) {
                        throw new IOException("the stream ends early");
                    }
                    if (line.get().equals("[DONE]")) {
                        break;
                    }
                    Delta delta = Delta.of(line.get());
                    stated = delta.completionTokens().orElse(stated);
                    if (ended) {
                        continue; // only the server's figures may follow
                    }
                    if (!delta.text().isEmpty()) {
                        generated = count.add(delta.text());
                        thought.add(delta.text(), generated);
                        give(sink, stops.add(delta.text()), thought.usage(promptTokens, Math.min(generated, most)));
                    }
                    if (stops.met() || generated > most) {
                        reason = stops.met() ? Finish.Reason.STOP : Finish.Reason.LENGTH;
                        stated = -1;
                        break;
                    }
                    if (!delta.reason().isEmpty()) {
                        reason = reason(delta.reason());
                        ended = true;
                    }
                }
                if (!ended && !stops.met() && generated <= most) {
                    throw new IOException("the stream ends without a reason");
                }
            } finally {
                done.set(true);
                watch.interrupt();
            }
        } catch (IOException e) {
            if (!cancellation.cancelled() && !closed.get()) {
                throw Delta.broken("the server broke off");
            }
            reason = Finish.Reason.CANCELLED;
        }
        int own = Math.min(generated, most);
        if (!stops.met()) {
            give(sink, stops.finish(), thought.usage(promptTokens, own));
        }
        compare(own, stated);
        sink.finished(new Finish(reason, thought.usage(promptTokens, own)));
    }

    /** vLLM and SGLang also end a stream they give up, in good form: "abort" or "error" is no end of an answer. */
    private static Finish.Reason reason(String told) {
        return switch (told) {
            case "stop" -> Finish.Reason.STOP;
            case "length" -> Finish.Reason.LENGTH;
            default -> throw Delta.broken("the server gave the answer up");
        };
    }

    private static void give(TokenSink sink, String text, TokenUsage owed) {
        if (!text.isEmpty()) {
            sink.text(text, owed);
        }
    }

    /** A server that sends nothing is left as soon as the request is, and when it is silent for too long. */
    private void watch(InputStream in, Cancellation cancellation, AtomicLong heard, AtomicBoolean done) {
        try {
            while (!done.get()) {
                boolean silent =
                        System.nanoTime() - heard.get() > patience.silence().toNanos();
                if (silent || cancellation.cancelled() || closed.get()) {
                    in.close();
                    return;
                }
                Thread.sleep(WATCH);
            }
        } catch (InterruptedException | IOException e) {
            // The answer is over, or its stream is.
            Thread.currentThread().interrupt();
        }
    }

    // A server also counts the token that ends an answer, and text has more than one spelling in tokens.
    private void compare(int own, int server) {
        if (server >= 0 && Math.abs(server - own) > 2 + own / 50) {
            differs(own, server);
        }
    }

    private void differs(int own, int server) {
        alarms.incrementAndGet();
        LOG.error("the server counts {} tokens where the worker counts {}", server, own);
    }

    /** How often the server's count was another than the worker's. */
    public int alarms() {
        return alarms.get();
    }

    /** Whether anything new is sent to the server: it was well when it was last asked, or the time before. */
    boolean takes() {
        return health.well();
    }

    /** Whether the server says it is well. */
    public boolean healthy() throws InterruptedException {
        return !closed.get() && server.healthy();
    }

    @Override
    public SamplingDefaults defaults() {
        return defaults;
    }

    @Override
    public Standing standing() {
        return takes() ? Standing.READY : Standing.PAUSED;
    }

    @Override
    public EngineDescription describe() {
        return description;
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        health.close();
        places.acquireUninterruptibly(description.concurrency());
        server.close();
        tokenizer.close();
    }
}
