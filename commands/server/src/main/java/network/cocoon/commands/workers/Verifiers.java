package network.cocoon.commands.workers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.TrustDomain;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.attestation.tdx.CollateralVerdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Intel's root always; a software TEE's only where the local mode names one. */
@Component
public class Verifiers {

    private static final Logger LOG = LoggerFactory.getLogger(Verifiers.class);
    private static final String PEM_HEAD = "-----BEGIN CERTIFICATE-----";

    private final AttestationVerifier intel = AttestationVerifier.intel();
    private final @Nullable AttestationVerifier simulated;

    Verifiers(CocoonSettings settings, WorkerTable table) {
        Path root = settings.attestation().simulatedRoot();
        if (settings.mode() == CocoonSettings.Mode.PRODUCTION) {
            refuseSimulation(root, table);
        }
        if (root != null) {
            LOG.warn("SIMULATED attestation is accepted: a software TEE protects nothing");
        }
        this.simulated = root == null ? null : AttestationVerifier.simulated(der(root));
    }

    private static void refuseSimulation(@Nullable Path root, WorkerTable table) {
        if (root != null) {
            throw new IllegalStateException(
                    "cocoon.attestation.simulated-root is for cocoon.mode=local; production accepts Intel's root only");
        }
        if (table.hasSimulatedKeys()) {
            throw new IllegalStateException(
                    "this log holds keys of a simulated TEE; production does not start on a local network's log");
        }
    }

    /** Under Intel's root, or where that refuses under the software TEE's of a local network. */
    public Verdict verify(Evidence evidence, AttestationPolicy policy, Instant now) {
        Verdict real = intel.verify(evidence, policy, now);
        // Where both refuse, a local network wants to know what its software TEE did wrong.
        return simulated == null || real instanceof Verdict.Accepted ? real : simulated.verify(evidence, policy, now);
    }

    /** Whose collateral it is, and whether it is good. */
    public record Appraisal(TrustDomain domain, CollateralVerdict verdict) {}

    /** Judges collateral before there is any quote. Where both refuse it, the software TEE's answer stands, as for evidence. */
    public Appraisal appraise(Collateral collateral, Instant now) {
        CollateralVerdict real = intel.appraise(collateral, now);
        if (simulated == null || real instanceof CollateralVerdict.Good) {
            return new Appraisal(intel.domain(), real);
        }
        return new Appraisal(simulated.domain(), simulated.appraise(collateral, now));
    }

    private static byte[] der(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
            if (!text.startsWith(PEM_HEAD)) {
                return bytes;
            }
            String body = text.substring(PEM_HEAD.length(), text.indexOf("-----END"));
            return Base64.getMimeDecoder().decode(body);
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated root in " + file + " cannot be read", e);
        }
    }
}
