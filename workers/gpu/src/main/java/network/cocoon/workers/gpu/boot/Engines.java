package network.cocoon.workers.gpu.boot;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.workers.gpu.decoder.Precision;
import network.cocoon.workers.gpu.embedded.EmbeddedEngine;
import network.cocoon.workers.gpu.embedded.EngineLimits;
import network.cocoon.workers.gpu.engine.EchoEngine;
import network.cocoon.workers.gpu.engine.Engine;
import network.cocoon.workers.gpu.model.LoadProgress;
import network.cocoon.workers.gpu.model.ModelDirectory;
import network.cocoon.workers.gpu.model.WeightTarget;
import network.cocoon.workers.gpu.upstream.UpstreamEngine;

/** The engines that {@code --engine} names. */
final class Engines {

    static final String EMBEDDED = "embedded";
    static final String ECHO = "echo";
    static final String UPSTREAM = "upstream";

    private Engines() {}

    /** @param random seeds the sampling of requests that name no seed */
    static Engine embedded(
            Path model, Precision precision, EngineLimits limits, RandomGenerator random, LoadProgress progress) {
        return EmbeddedEngine.load(model, precision, limits, random::nextLong, progress);
    }

    static Engine upstream(URI address, Path model, int concurrency) throws InterruptedException {
        return UpstreamEngine.connect(address, model, concurrency);
    }

    static Engine echo(Duration pace) {
        return EchoEngine.words(pace);
    }

    static Digest digest(Path model) {
        return ModelDirectory.read(model, _ -> WeightTarget.NONE).manifest().digest();
    }
}
