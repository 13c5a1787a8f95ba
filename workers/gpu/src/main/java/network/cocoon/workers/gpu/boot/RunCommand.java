package network.cocoon.workers.gpu.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import network.cocoon.client.account.DataFolder;
import network.cocoon.client.chain.ChainAccess;
import network.cocoon.client.chain.ChainOptions;
import network.cocoon.domain.attestation.eventlog.BootEvents;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.wire.api.WorkerApi.RegisterWorker;
import network.cocoon.wire.api.WorkerApi.WorkerRegistered;
import network.cocoon.workers.gpu.boot.WorkerHome.Identity;
import network.cocoon.workers.gpu.engine.Engine;
import network.cocoon.workers.gpu.metrics.MeasuredEngine;
import network.cocoon.workers.gpu.metrics.MetricsServer;
import network.cocoon.workers.gpu.metrics.WorkerMeters;
import network.cocoon.workers.gpu.operator.HttpOperator;
import network.cocoon.workers.gpu.operator.OperatorLink;
import network.cocoon.workers.gpu.run.Offer;
import network.cocoon.workers.gpu.tee.BootMeasurements;
import network.cocoon.workers.gpu.tee.BootRegister;
import network.cocoon.workers.gpu.tee.GpuEvidenceSource;
import network.cocoon.workers.gpu.tee.Machine;
import network.cocoon.workers.gpu.tee.QuoteSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cocoon-worker run}: serve until told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Attests, offers a model and answers assignments until stopped; SIGTERM drains first.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:Told to stop, and every request that was assigned has ended.",
            "1:It could not begin, or go on; the last line says why.",
            "2:The command line is wrong.",
            "3:The registry does not list this software or model any more.",
            "4:Told to stop, and requests were cut short: at --drain-seconds, or by a second signal.",
            "5:The engine failed again and again: start the worker anew."
        })
final class RunCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<ChainOptions> chain = option(options::chain);
        Duration patience = option(options::drain);
        WorkerHome home = new WorkerHome(options.data);
        Identity identity = identity(home);
        OperatorLink operator =
                HttpOperator.of(options.operator, options.certificate, identity.worker(), identity.apiKey());
        QuoteSource tee = option(() -> options.tee(operator::collateral));
        GpuEvidenceSource gpus = options.gpus();
        try (Engine engine = engine()) {
            Offer offer = new Offer(
                    identity.worker(),
                    options.modelId(engine.describe().model()),
                    engine.describe().modelDigest(),
                    options.coefficient);
            Machine machine =
                    new Machine(tee, gpus, options.tee.equals(RunOptions.TDX) ? measured(offer) : Optional.empty());
            return new WorkerRun(
                            operator,
                            machine,
                            engine,
                            home,
                            offer,
                            options.slots,
                            patience,
                            chain.isPresent() ? Optional.of(access(chain.get(), operator)) : Optional.empty(),
                            InstantSource.system(),
                            new SecureRandom(),
                            System.out)
                    .serve();
        }
    }

    /** A kernel that has no register to extend is told of and no more: whether a log is demanded the release says. */
    private Optional<Bytes> measured(Offer offer) {
        Path file = options.data.resolve("boot-events.json");
        try {
            Optional<Bytes> log = new BootMeasurements(BootRegister.ofThisMachine(), file)
                    .record(List.of(
                            Map.entry(
                                    BootEvents.IMAGE,
                                    Bytes.of(ImageDigest.ofThisProcess().raw())),
                            Map.entry(
                                    BootEvents.MODEL,
                                    Bytes.of(offer.modelDigest().raw()))));
            System.out.println("RTMR3 extended by image and model: " + file
                    + (log.isPresent() ? "" : "; not shown, for it does not come to the register alone"));
            return log;
        } catch (IOException e) {
            System.out.println("RTMR3 not extended: " + FirstContact.reason(e));
            return Optional.empty();
        }
    }

    /** Until the process ends. */
    private ChainAccess access(ChainOptions chain, OperatorLink operator) throws IOException {
        DataFolder folder = new DataFolder(options.data, new SecureRandom());
        return ChainAccess.open(chain, operator::journal, folder, InstantSource.system(), System.out::println);
    }

    /** What the command line says, where it can be. */
    private <T> T option(Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Engine engine() throws InterruptedException {
        try {
            System.out.println("loading " + (options.model == null ? options.engine : options.model));
            long from = System.nanoTime();
            Engine engine = options.engine(options.slots);
            System.out.println("loaded in " + (System.nanoTime() - from) / 1_000_000 + " ms: " + engine.describe());
            return options.metricsPort == null ? engine : measured(engine, options.metricsPort);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** The meters are there until the process ends. */
    private Engine measured(Engine engine, int port) {
        WorkerMeters meters = new WorkerMeters(engine::load);
        try {
            MetricsServer server = MetricsServer.start(port, meters);
            System.out.println("metrics: http://localhost:" + server.port() + "/metrics");
            return new MeasuredEngine(engine, meters, System::nanoTime);
        } catch (IOException e) {
            engine.close();
            throw wrong("--metrics-port " + port + " cannot be listened on: " + e.getMessage());
        }
    }

    private Identity identity(WorkerHome home) throws IOException {
        Optional<Identity> known = home.identity();
        if (known.isPresent()) {
            return known.get();
        }
        Path tokenFile = options.enrolmentToken;
        if (tokenFile == null) {
            throw wrong("this worker is not enrolled: ask for a token with the owner's key "
                    + "(POST /v1/providers/{id}/enrolment-tokens) and pass it with --enrolment-token-file");
        }
        WorkerRegistered registered = HttpOperator.register(
                options.operator,
                options.certificate,
                new RegisterWorker(
                        Files.readString(tokenFile).strip(),
                        options.gpuType,
                        options.gpuMemoryMib,
                        options.uptimePermille));
        Identity identity = new Identity(registered.worker(), registered.apiKey());
        home.save(identity);
        System.out.println("enrolled as " + identity.worker());
        return identity;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
