package network.cocoon.workers.gpu.boot;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.workers.gpu.boot.WorkerHome.Identity;
import network.cocoon.workers.gpu.doctor.ChainLook;
import network.cocoon.workers.gpu.doctor.Doctor;
import network.cocoon.workers.gpu.doctor.Finding;
import network.cocoon.workers.gpu.doctor.GpuLook;
import network.cocoon.workers.gpu.doctor.Looks;
import network.cocoon.workers.gpu.doctor.WalletLook;
import network.cocoon.workers.gpu.engine.Engine;
import network.cocoon.workers.gpu.engine.EngineDescription;
import network.cocoon.workers.gpu.model.ModelException;
import network.cocoon.workers.gpu.operator.HttpOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cocoon-worker doctor}: with the options of {@code run}, tells whether it would serve. Changes nothing. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Looks at TEE, GPU, network, clock, enrolment, wallet, chain and model, and says what to do. Takes run's "
                        + "options; status 1 where anything is wrong.")
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private RunOptions options = new RunOptions();

    private @Nullable EngineDescription loaded;

    /** 0 nothing is wrong; 1 something is. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        try (OperatorApi operator = OperatorApi.at(options.operator, HttpOperator.trust(options.certificate))) {
            boolean good = new Doctor()
                    .with("tee", asked(() -> options.tee(kind -> collateral(operator, kind)), Looks::tee))
                    .with("gpu", () -> Looks.gpu(options.gpuType, options.gpuMemoryMib))
                    .with(
                            "evidence",
                            asked(
                                    options::gpuSource,
                                    gpus -> GpuLook.devices(
                                            gpus,
                                            options.tee.equals(RunOptions.TDX),
                                            new SecureRandom(),
                                            Instant.now())))
                    .with("network", () -> Looks.network(operator))
                    .with("clock", () -> Looks.clock(operator, InstantSource.system()))
                    .with(
                            "enrolment",
                            () -> Looks.enrolment(
                                    WorkerHome.known(options.data)
                                            .map(it -> it.worker().value()),
                                    options.enrolmentToken))
                    .with("wallet", () -> wallet(operator))
                    .with(
                            "chain",
                            asked(
                                    options::chain,
                                    chain -> ChainLook.chain(
                                            chain, () -> operator.escrowOffer().chain(), InstantSource.system())))
                    .with("model", this::model)
                    .with("listing", () -> listing(operator))
                    .examine(System.out);
            return good ? 0 : 1;
        }
    }

    /** A bad option is its user's to correct, not ours to hear of. */
    private static <T> Doctor.Look asked(Supplier<T> option, Function<T, Finding> look) {
        return () -> {
            T value;
            try {
                value = option.get();
            } catch (IllegalArgumentException e) {
                return Finding.bad(
                        "OPTION_INVALID", String.valueOf(e.getMessage()), "Correct it: run --help says what it takes.");
            }
            return look.apply(value);
        };
    }

    private Finding listing(OperatorApi operator) {
        EngineDescription model = loaded;
        return model == null
                ? Finding.bad("NO_MODEL", "no model was loaded", "See above.")
                : Looks.listed(operator, options.modelId(model.model()), model.modelDigest());
    }

    private Finding wallet(OperatorApi operator) throws IOException {
        Optional<WalletLook.Source> known = WorkerHome.known(options.data)
                .map(identity -> operator.worker(identity.worker(), identity.apiKey())::payout);
        return WalletLook.paid(options.wallet, known, options.enrolmentToken != null);
    }

    /** As the worker that was enrolled here would ask for it. */
    private byte[] collateral(OperatorApi operator, PlatformKind kind) throws IOException {
        Identity known = WorkerHome.known(options.data)
                .orElseThrow(() -> new IOException("the operator gives collateral to enrolled workers only"));
        return operator.worker(known.worker(), known.apiKey()).collateral(kind);
    }

    /** Loads it as it would be served, and frees it. */
    private Finding model() throws InterruptedException {
        try (Engine engine = options.engine(options.slots)) {
            loaded = engine.describe();
            ModelId id = options.modelId(engine.describe().model());
            return Finding.good(id + " loads, with " + options.slots + " slots of "
                    + engine.describe().contextTokens() + " tokens");
        } catch (IllegalArgumentException e) {
            return Finding.bad("NO_MODEL", String.valueOf(e.getMessage()), "Name what is to be served: run --help.");
        } catch (ModelException e) {
            return Finding.bad(e.code().name(), e.detail(), todo(e.code()));
        }
    }

    private static String todo(ModelException.Code code) {
        return switch (code) {
            case MODEL_TOO_LARGE ->
                "Take a smaller --dtype (int8, int4), another model, or a machine with more memory.";
            case KV_MEMORY_TOO_SMALL -> "Lower --slots or --context, or raise --kv-memory.";
            case LIBRARY_MISSING ->
                "Correct PYTORCH_LIBRARY_PATH, or leave it out: the worker has a library for processors.";
            case ARCHITECTURE_UNSUPPORTED, TEMPLATE_UNSUPPORTED ->
                "Serve another model, or this one by --engine upstream.";
            default -> "Fetch the model's files again, all of them, or serve another model.";
        };
    }
}
