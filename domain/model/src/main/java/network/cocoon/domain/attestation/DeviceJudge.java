package network.cocoon.domain.attestation;

import static network.cocoon.domain.attestation.check.AttestationRefusal.DEVICES_NOT_COVERED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.GPU_EVIDENCE_NOT_BOUND;
import static network.cocoon.domain.attestation.check.AttestationRefusal.GPU_MODE_NOT_ACCEPTED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.GPU_VERSION_NOT_ALLOWED;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.cocoon.domain.attestation.check.Check;
import network.cocoon.domain.attestation.gpu.DeviceKind;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.attestation.gpu.GpuMode;
import network.cocoon.domain.attestation.gpu.GpuNonce;
import network.cocoon.domain.attestation.gpu.GpuVerdict;
import network.cocoon.domain.attestation.gpu.GpuVerdict.Genuine;
import network.cocoon.domain.attestation.gpu.GpuVerifier;
import network.cocoon.domain.kernel.Bytes;

/** What GPUs and switches come to, for one worker's keys. */
final class DeviceJudge {

    private final KnownDevices devices;

    DeviceJudge(GpuVerifier verifier) {
        this.devices = new KnownDevices(verifier);
    }

    List<Judgement> judge(KeyStatement statement, GpuDevices shown, MachineRules rules, Instant now) {
        List<Judgement> judgements = new ArrayList<>();
        boolean bound = statement.gpuEvidence().equals(shown.digest());
        judgements.add(new Judgement(
                "gpu-binding",
                bound,
                GPU_EVIDENCE_NOT_BOUND,
                bound ? "the key statement names what is shown" : "the key statement names other evidence"));
        if (!bound) {
            // Nobody vouches for it, so it is not worth reading.
            return judgements;
        }
        Bytes nonce = GpuNonce.of(statement.hpkePublicKey(), statement.receiptKey(), statement.beacon());
        List<GpuVerdict> verdicts = shown.evidence().stream()
                .map(one -> devices.verify(one, nonce, now))
                .toList();
        List<Genuine> genuine = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            String device = "device " + (i + 1) + ": ";
            switch (verdicts.get(i)) {
                case Genuine g -> {
                    genuine.add(g);
                    g.checks().forEach(check -> judgements.add(passed(check, device)));
                }
                case GpuVerdict.Refused r ->
                    r.checks()
                            .forEach(check -> judgements.add(
                                    check.passed()
                                            ? passed(check, device)
                                            : new Judgement(check.name(), false, r.code(), device + check.detail())));
            }
        }
        List<Genuine> gpus =
                genuine.stream().filter(g -> g.kind() != DeviceKind.SWITCH).toList();
        judgements.add(covered(shown, genuine, gpus.size(), rules));
        judgements.add(together(gpus, genuine.size() - gpus.size()));
        judgements.add(versions("gpu-driver", gpus, g -> g.report().opaque().driverVersion(), rules.drivers()));
        judgements.add(versions("gpu-vbios", gpus, g -> g.report().opaque().vbiosVersion(), rules.vbioses()));
        return judgements;
    }

    private static Judgement passed(Check check, String device) {
        return new Judgement(check.name(), true, DEVICES_NOT_COVERED, device + check.detail());
    }

    private static Judgement covered(GpuDevices shown, List<Genuine> genuine, int gpus, MachineRules rules) {
        if (shown.none()) {
            return new Judgement(
                    "gpu-devices",
                    !rules.gpus(),
                    DEVICES_NOT_COVERED,
                    "no GPU: the worker counted none and shows none; " + (rules.gpus() ? "one is" : "none is")
                            + " demanded");
        }
        long different = genuine.stream().map(Genuine::deviceId).distinct().count();
        int needed = Math.max(shown.gpus(), rules.gpus() ? 1 : 0);
        return new Judgement(
                "gpu-devices",
                gpus >= needed && different == genuine.size(),
                DEVICES_NOT_COVERED,
                gpus + " of " + shown.gpus() + " GPUs in the machine" + (rules.gpus() ? ", 1 demanded" : "")
                        + (different == genuine.size() ? "" : "; one device is shown twice"));
    }

    /** GPUs of one machine share secrets: one that speaks in the clear, or over switches that nobody saw, opens all. */
    private static Judgement together(List<Genuine> gpus, int switches) {
        Set<GpuMode> modes = gpus.stream().map(Genuine::mode).collect(Collectors.toCollection(TreeSet::new));
        boolean unseen = modes.contains(GpuMode.PROTECTED_PCIE) && switches == 0;
        String detail = modes.isEmpty()
                ? "no GPU"
                : modes.stream().map(Enum::name).collect(Collectors.joining(", ")) + "; switches shown: " + switches;
        return new Judgement("gpu-together", modes.size() <= 1 && !unseen, GPU_MODE_NOT_ACCEPTED, detail);
    }

    private static Judgement versions(
            String name, List<Genuine> gpus, Function<Genuine, String> version, List<String> allowed) {
        Set<String> found = gpus.stream().map(version).collect(Collectors.toCollection(TreeSet::new));
        boolean good = allowed.isEmpty() || allowed.containsAll(found);
        return new Judgement(
                name,
                good,
                GPU_VERSION_NOT_ALLOWED,
                (found.isEmpty() ? "no GPU" : String.join(", ", found))
                        + (allowed.isEmpty() ? "; the release asks for none" : "; of a list of " + allowed.size()));
    }
}
