package network.cocoon.client.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import network.cocoon.client.ask.Asker;

/** {@code cocoon-client bench}: makes load, and says what came of it. Progress goes to {@code err}, the result to {@code out}. */
public final class Bench {

    private static final int MOST_KEY = 4096;

    private final BenchOptions options;
    private final LongSupplier nanos;
    private final PrintStream out;
    private final PrintStream err;

    /** @param nanos a monotonic clock */
    public Bench(BenchOptions options, LongSupplier nanos, PrintStream out, PrintStream err) {
        this.options = options;
        this.nanos = nanos;
        this.out = out;
        this.err = err;
    }

    /** Asks the network itself, as each of these apps in turn. */
    public void run(List<Asker> apps) throws IOException {
        run(new SealedTarget(apps, options));
    }

    /**
     * Asks the sidecar that the options name. Throws {@link IllegalArgumentException} where its key file is missing, or
     * several apps are wanted.
     */
    public void run(URI sidecar) throws IOException {
        if (options.apps() > 1) {
            throw new IllegalArgumentException("--openai asks as one app, the sidecar's: --apps needs --operator");
        }
        Path file = options.apiKey().orElseThrow(() -> new IllegalArgumentException("--openai needs --api-key-file"));
        if (Files.size(file) > MOST_KEY) {
            throw new IOException(file + " is no key");
        }
        try (OpenAiTarget target =
                new OpenAiTarget(sidecar, Files.readString(file).strip(), options)) {
            run(target);
        }
    }

    private void run(Target target) throws IOException {
        try {
            Report report = new Load(options, target, nanos)
                    .run((second, completed, failed) ->
                            err.println(second + " s: " + completed + " completed, " + failed + " failed"));
            out.print(options.json() ? report.json() + System.lineSeparator() : report.table());
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
