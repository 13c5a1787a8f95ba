package network.cocoon.workers.gpu.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.wire.api.NetworkApi.ModelEntry;
import network.cocoon.workers.gpu.tee.QuoteSource;
import org.jspecify.annotations.Nullable;

/** What a worker needs, one by one. */
public final class Looks {

    /** What the operator allows between its clock and another's, with the time of an answer on its way. */
    private static final Duration CLOCK = Duration.ofSeconds(5);

    private static final int MOST_TOKEN = 4096;
    private static final int MOST_OUTPUT = 64 << 10;
    private static final int PATIENCE_SECONDS = 10;

    private Looks() {}

    /** A quote over nothing, and what a verifier needs beside it. */
    public static Finding tee(QuoteSource tee) {
        Bytes quote;
        try {
            quote = Bytes.of(tee.quote(new byte[64]));
        } catch (IOException e) {
            return Finding.bad(
                    "NO_QUOTE",
                    reason(e),
                    "The worker must run inside a TDX guest with Linux 6.7 or newer and configfs mounted, as a user who may "
                            + "write to /sys/kernel/config/tsm/report; for development name --tee simulated:URL.");
        }
        Optional<String> platform = AttestationVerifier.platformOf(quote);
        if (platform.isEmpty()) {
            return Finding.bad(
                    "NO_PLATFORM",
                    "the quote names no platform instance",
                    "The platform is not registered with its maker.");
        }
        try {
            tee.collateral(quote);
        } catch (IOException | IllegalArgumentException e) {
            return Finding.bad(
                    "NO_COLLATERAL",
                    reason(e),
                    "Let the machine's provisioning write this platform's collateral, and name the file with --collateral.");
        }
        return Finding.good(tee.describe() + ", platform " + platform.get());
    }

    /** Whether there is the GPU that the owner will state, by the driver's own word. */
    public static Finding gpu(String type, int memoryMib) throws InterruptedException {
        if (type.equals("CPU only")) {
            return Finding.good("none is stated, so none is needed");
        }
        String todo =
                "Install the GPU's driver with nvidia-smi, or state what is there with --gpu-type and --gpu-memory-mib.";
        String output;
        try {
            output = nvidia();
        } catch (IOException e) {
            return Finding.bad("NO_GPU", "nvidia-smi cannot be asked: " + reason(e), todo);
        }
        long found = 0;
        for (String line : output.lines().toList()) {
            String[] fields = line.split(",", -1);
            if (fields.length == 2
                    && fields[0].contains(type.replace("NVIDIA ", "").strip())) {
                found += Long.parseLong(fields[1].strip());
            }
        }
        return found > 0 && found >= memoryMib
                ? Finding.good(type + " with " + found + " MiB")
                : Finding.bad(
                        "GPU_MISMATCH", found + " MiB of " + type + " were found, " + memoryMib + " are stated", todo);
    }

    private static String nvidia() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader,nounits")
                .redirectErrorStream(true)
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("no answer");
            }
            return new String(process.getInputStream().readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Whether the network lists the model under the digest that was loaded. */
    public static Finding listed(OperatorApi operator, ModelId model, Digest digest) {
        try {
            Optional<ModelEntry> entry = operator.models().models().stream()
                    .filter(listed -> listed.model().equals(model))
                    .findFirst();
            if (entry.isEmpty()) {
                return Finding.bad(
                        "MODEL_NOT_LISTED",
                        model + " is not listed",
                        "Name a listed model with --model-id, or ask the operator to list this one as " + digest + ".");
            }
            return entry.get().modelDigest().equals(digest)
                    ? Finding.good(model + " is " + digest + ", as it is listed")
                    : Finding.bad(
                            "MODEL_DIFFERS",
                            model + " is " + digest + " here and " + entry.get().modelDigest() + " in the registry",
                            "Fetch the model's files again: a byte of them differs.");
        } catch (IOException | OperatorProblem e) {
            return unreachable(e);
        }
    }

    /** The operator answers, over a connection that is trusted. */
    public static Finding network(OperatorApi operator) {
        try {
            var network = operator.network();
            return Finding.good("network " + network.networkId() + ", version " + network.version());
        } catch (IOException | OperatorProblem e) {
            return unreachable(e);
        }
    }

    /** Keys are refused where worker and operator do not agree on the time. */
    public static Finding clock(OperatorApi operator, InstantSource clock) {
        try {
            Instant before = clock.instant();
            Instant theirs = operator.network().time();
            Instant after = clock.instant();
            Duration off = theirs.isBefore(before) ? Duration.between(theirs, before) : Duration.between(after, theirs);
            return off.compareTo(CLOCK) > 0
                    ? Finding.bad(
                            "CLOCK_WRONG",
                            "this machine's clock is " + off.toSeconds() + " s from the operator's",
                            "Let a time service (chrony, systemd-timesyncd) set it.")
                    : Finding.good("agrees with the operator's");
        } catch (IOException | OperatorProblem e) {
            return unreachable(e);
        }
    }

    /** @param known who this worker is already */
    public static Finding enrolment(Optional<String> known, @Nullable Path token) {
        if (known.isPresent()) {
            return Finding.good("enrolled as " + known.get());
        }
        String todo = "Register the owner's wallet with the operator, ask for a token with the owner's key (POST "
                + "/v1/providers/{id}/enrolment-tokens) and name its file with --enrolment-token-file.";
        if (token == null) {
            return Finding.bad("NOT_ENROLLED", "there is neither an identity nor a token", todo);
        }
        try {
            boolean plausible =
                    Files.size(token) <= MOST_TOKEN && !Files.readString(token).isBlank();
            return plausible
                    ? Finding.good("a token is there; it is used when the worker first runs")
                    : Finding.bad("TOKEN_INVALID", token + " holds no token", todo);
        } catch (IOException e) {
            return Finding.bad("TOKEN_UNREADABLE", token + " cannot be read", todo);
        }
    }

    static Finding unreachable(Exception e) {
        return Finding.bad(
                "OPERATOR_UNREACHABLE",
                reason(e),
                "Look at --operator, at name resolution and at what the firewall lets out; with a certificate of its own, at "
                        + "--trust-certificate.");
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
