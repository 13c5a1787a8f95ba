package network.cocoon.audit.evidence;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.pki.DeviceCrl;
import network.cocoon.domain.attestation.pki.OcspAnswer;
import network.cocoon.domain.attestation.rim.ReferenceManifest;
import network.cocoon.domain.kernel.Bytes;
import org.jspecify.annotations.Nullable;

/** The commands that judge evidence: {@code quotes}, {@code quote}, {@code gpu}, {@code snp}, {@code attestation}; each one's help says how. */
public final class EvidenceMain {

    private static final int OK = 0;
    private static final int REFUSED = 1;
    private static final int FAILED = 2;
    private static final int MAX_CERTIFICATES = 1 << 20;
    private static final int NONCE = 32;
    private static final int REPORT_DATA = 64;

    private record Command(String help, Set<String> options) {}

    private static final Map<String, Command> COMMANDS = Map.of(
            "quotes", new Command(QuotesCommand.HELP, Set.of("--manifest", "--mutations", "--floor")),
            "quote", new Command(QuoteCommand.HELP, Set.of("--file", "--collateral", "--at", "--floor")),
            "gpu",
                    new Command(
                            GpuCommand.HELP,
                            Set.of("--file", "--report", "--chain", "--nonce", "--gpus", "--rim", "--ocsp", "--at")),
            "snp",
                    new Command(
                            SnpCommand.HELP,
                            Set.of("--file", "--certificate", "--chain", "--crl", "--report-data", "--at")),
            "attestation",
                    new Command(AttestationCommand.HELP, Set.of("--file", "--manifest", "--simulated-root", "--at")));

    private EvidenceMain() {}

    public static boolean knows(@Nullable String command) {
        return command != null && COMMANDS.containsKey(command);
    }

    /** @param args the command, then its options */
    public static int run(String[] args, InstantSource clock, PrintStream out, PrintStream err) {
        Command command = COMMANDS.get(args[0]);
        if (command == null) {
            throw new IllegalArgumentException("no such command: " + args[0]);
        }
        try {
            EvidenceOptions options = EvidenceOptions.parse(args, command.options);
            if (options.help()) {
                out.println(command.help);
                return OK;
            }
            return switch (args[0]) {
                case "quotes" ->
                    new QuotesCommand(options.number("--floor"), out)
                                    .run(options.file("--manifest"), options.fileOrNull("--mutations"))
                            ? OK
                            : FAILED;
                case "quote" ->
                    passed(new QuoteCommand(options.number("--floor"), out)
                            .run(options.file("--file"), options.file("--collateral"), options.time("--at", clock)));
                case "gpu" ->
                    passed(new GpuCommand(
                                    files(options, "--rim", ReferenceManifest.MAX_LENGTH),
                                    files(options, "--ocsp", OcspAnswer.MAX_LENGTH),
                                    out)
                            .run(
                                    devices(options),
                                    options.hexOrNull("--nonce", NONCE),
                                    options.number("--gpus"),
                                    options.time("--at", clock)));
                case "attestation" -> passed(attestation(options, clock, out));
                default -> passed(snp(options, clock, out));
            };
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.println(command.help);
            return FAILED;
        } catch (EvidenceException e) {
            err.println(e.fault() + ": " + e.detail());
            return FAILED;
        }
    }

    private static List<GpuEvidence> devices(EvidenceOptions options) throws UsageException, EvidenceException {
        Path report = options.fileOrNull("--report");
        if (report == null) {
            return GpuFile.read(options.file("--file"));
        }
        return List.of(new GpuEvidence(
                Bytes.of(BoundedFile.readMaybeHex(report, GpuCommand.MAX_REPORT)),
                Bytes.of(BoundedFile.read(options.file("--chain"), MAX_CERTIFICATES))));
    }

    private static boolean attestation(EvidenceOptions options, InstantSource clock, PrintStream out)
            throws UsageException, EvidenceException {
        byte[] evidence = BoundedFile.read(options.file("--file"), AttestationCommand.MAX_EVIDENCE);
        byte[] manifest = BoundedFile.read(options.file("--manifest"), AttestationCommand.MAX_MANIFEST);
        return new AttestationCommand(verifier(options.fileOrNull("--simulated-root")), out)
                .run(evidence, manifest, options.time("--at", clock));
    }

    private static AttestationVerifier verifier(@Nullable Path root) throws EvidenceException {
        if (root == null) {
            return AttestationVerifier.intel();
        }
        try {
            return AttestationVerifier.simulated(BoundedFile.read(root, AttestationCommand.MAX_ROOT));
        } catch (IllegalArgumentException e) {
            throw new EvidenceException(EvidenceFault.MALFORMED_EVIDENCE, root + ": " + e.getMessage());
        }
    }

    private static List<Bytes> files(EvidenceOptions options, String name, int most)
            throws UsageException, EvidenceException {
        List<Bytes> files = new ArrayList<>();
        for (Path file : options.files(name)) {
            files.add(Bytes.of(BoundedFile.read(file, most)));
        }
        return files;
    }

    private static boolean snp(EvidenceOptions options, InstantSource clock, PrintStream out)
            throws UsageException, EvidenceException {
        return new SnpCommand(files(options, "--crl", DeviceCrl.MAX_LENGTH), out)
                .run(
                        BoundedFile.readMaybeHex(options.file("--file"), GpuCommand.MAX_REPORT),
                        BoundedFile.read(options.file("--certificate"), MAX_CERTIFICATES),
                        BoundedFile.read(options.file("--chain"), MAX_CERTIFICATES),
                        options.hexOrNull("--report-data", REPORT_DATA),
                        options.time("--at", clock));
    }

    private static int passed(boolean passed) {
        return passed ? OK : REFUSED;
    }
}
