package network.cocoon.ui.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;

/** The GPU worker's process. */
final class WorkerProcess {

    private static final String MAIN = "network.cocoon.workers.gpu.WorkerMain";
    private static final Duration LOADING = Duration.ofMinutes(10);

    private WorkerProcess() {}

    /** @param chain arguments that name the chain */
    static Child start(
            Folders folders,
            LocalOptions options,
            URI operator,
            TeeProcess tee,
            Path model,
            ModelId modelId,
            Owner owner,
            List<String> chain)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--operator",
                operator.toString(),
                "--data",
                folders.worker().toString(),
                "--model-id",
                modelId.value(),
                "--engine",
                options.engine,
                "--echo-pace-millis",
                Integer.toString(options.echoPaceMillis),
                "--slots",
                Integer.toString(options.slots),
                "--tee",
                "simulated:" + tee.address()));
        arguments.addAll(chain);
        if (!options.engine.equals("echo")) {
            arguments.addAll(List.of("--model", model.toString()));
        }
        if (!Files.exists(folders.worker().resolve("identity"))) {
            arguments.addAll(
                    List.of("--enrolment-token-file", owner.enrolmentToken().toString()));
        }
        Child child = Child.start(
                "worker",
                folders.logs(),
                folders.classPath("workers/gpu"),
                List.of("-Xmx1g"),
                MAIN,
                arguments,
                line -> line.startsWith("READY "));
        try {
            child.awaitReady(LOADING);
            return child;
        } catch (RuntimeException | InterruptedException e) {
            child.close();
            throw e;
        }
    }

    /** As the worker itself computes it: this process has no code that reads models. */
    static Digest modelDigest(Folders folders, Path model, LocalOptions options)
            throws IOException, InterruptedException {
        List<String> arguments = options.engine.equals("echo")
                ? List.of("model", "digest", "--engine", "echo")
                : List.of("model", "digest", model.toString());
        try (Child child = Child.start(
                "model-digest",
                folders.logs(),
                folders.classPath("workers/gpu"),
                List.of("-Xmx256m"),
                MAIN,
                arguments,
                line -> line.strip().matches("[0-9a-f]{64}"))) {
            return new Digest(child.awaitReady(LOADING).strip());
        }
    }
}
