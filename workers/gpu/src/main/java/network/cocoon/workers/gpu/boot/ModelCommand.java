package network.cocoon.workers.gpu.boot;

import java.nio.file.Path;
import java.time.Duration;
import network.cocoon.workers.gpu.engine.Engine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What identifies a model. */
@Command(
        name = "model",
        description = "Looks at a model directory, and lists it.",
        subcommands = {AddModelCommand.class, ModelCommand.DigestOf.class, RandomModelCommand.class})
final class ModelCommand implements Runnable {

    @picocli.CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    /** {@code cocoon-worker model digest DIR}. */
    @Command(
            name = "digest",
            mixinStandardHelpOptions = true,
            description = "Prints the digest under which a model is listed: SHA-256 over every file, size and SHA-256.")
    static final class DigestOf implements Runnable {

        @picocli.CommandLine.Spec
        @SuppressWarnings("NullAway.Init")
        private picocli.CommandLine.Model.CommandSpec spec;

        @Parameters(arity = "0..1", paramLabel = "DIR", description = "A Hugging Face model directory.")
        private @Nullable Path directory;

        @Option(names = "--engine", description = "echo: the digest of the engine without a model.")
        private String engine = Engines.EMBEDDED;

        @Override
        public void run() {
            if (engine.equals(Engines.ECHO)) {
                try (Engine echo = Engines.echo(Duration.ZERO)) {
                    System.out.println(echo.describe().modelDigest());
                }
                return;
            }
            if (directory == null) {
                throw new ParameterException(spec.commandLine(), "name the model's directory");
            }
            System.out.println(Engines.digest(directory));
        }
    }
}
