package network.cocoon.domain.attestation.gpu;

import static network.cocoon.domain.attestation.check.AttestationRefusal.DEVICES_NOT_COVERED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.GPU_FIRMWARE_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.GPU_MODE_NOT_ACCEPTED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_GPU_SIGNATURE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.NONCE_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.UNKNOWN_DEVICE;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.cocoon.domain.attestation.check.Check;
import network.cocoon.domain.attestation.check.CheckList;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.Cert;
import network.cocoon.domain.attestation.pki.DeviceChain;
import network.cocoon.domain.attestation.pki.DeviceKey;
import network.cocoon.domain.attestation.pki.P384;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/** Verifies evidence of GPUs and switches under one root. Total: whatever the bytes, the answer is a verdict. */
public final class GpuVerifier {

    /** NVIDIA Device Identity CA, SHA-256 of its DER, as NVIDIA's own verifier carries it (nvtrust). */
    private static final Digest NVIDIA = new Digest("102bf659d5419614c9d8e6aecebc80454eb26b1df6a769ac720b9a690b167b48");

    private static final int NVIDIA_CHAIN = 5;

    /** Which root this chain may end in. */
    @FunctionalInterface
    private interface Roots {
        Set<Digest> of(DeviceChain chain);
    }

    private final Roots roots;

    private GpuVerifier(Roots roots) {
        this.roots = roots;
    }

    /** Believes real devices only, under the root that is compiled in. */
    public static GpuVerifier nvidia() {
        return new GpuVerifier(_ -> Set.of(NVIDIA));
    }

    /** Believes one simulated maker only, whose chains are as long and named alike. */
    public static GpuVerifier simulated(byte[] rootDer) {
        Set<Digest> root = Set.of(Digest.sha256(rootDer));
        return new GpuVerifier(_ -> root);
    }

    /** Believes the simulated devices that this software TEE's root vouches for. */
    public static GpuVerifier simulated(Cert tee) {
        return new GpuVerifier(chain -> SimulatedMaker.believed(tee, chain));
    }

    /**
     * All devices of one machine. The answer is one verdict a device; where each is genuine but two are the same device, or
     * there are fewer than {@code atLeast} GPUs, every one is refused: what is not shown may be anything.
     */
    public List<GpuVerdict> verify(List<GpuEvidence> all, Bytes nonce, Instant now, int atLeast) {
        List<GpuVerdict> verdicts =
                all.stream().map(one -> verify(one, nonce, now)).toList();
        Set<String> devices = new HashSet<>();
        long gpus = 0;
        for (GpuVerdict verdict : verdicts) {
            if (verdict instanceof GpuVerdict.Genuine g && devices.add(g.deviceId()) && g.kind() != DeviceKind.SWITCH) {
                gpus++;
            }
        }
        long genuine =
                verdicts.stream().filter(GpuVerdict.Genuine.class::isInstance).count();
        if (genuine == devices.size() && gpus >= atLeast) {
            return verdicts;
        }
        String detail = genuine + " are genuine, " + devices.size() + " different devices, " + gpus + " of them GPUs; "
                + atLeast + " GPUs are needed";
        return verdicts.stream()
                .map(verdict -> verdict instanceof GpuVerdict.Genuine g ? uncovered(g, detail) : verdict)
                .toList();
    }

    /** @param nonce what the evidence must answer, 32 bytes */
    public GpuVerdict verify(GpuEvidence evidence, Bytes nonce, Instant now) {
        CheckList checks = new CheckList();
        try {
            return verify(evidence, nonce, now, checks);
        } catch (RefusedException e) {
            return new GpuVerdict.Refused(e.code(), e.detail(), checks.toList());
        }
    }

    private GpuVerdict verify(GpuEvidence evidence, Bytes nonce, Instant now, CheckList checks)
            throws RefusedException {
        SpdmReport report = checks.step(
                "gpu-format",
                "request and response of SPDM 1.1",
                () -> SpdmReport.parse(evidence.report().toArray()));
        DeviceChain chain = checks.step("gpu-chain", "up to the pinned root", () -> {
            DeviceChain parsed = DeviceChain.parse(evidence.chain().toArray());
            parsed.verify(roots.of(parsed), now);
            return parsed;
        });
        DeviceKind kind = checks.step("gpu-device", "a device that is known", () -> DeviceKind.of(
                        chain.leaf().commonName())
                .filter(_ -> chain.certificates().size() == NVIDIA_CHAIN)
                .orElseThrow(() -> new RefusedException(
                        UNKNOWN_DEVICE, "a chain of \"" + chain.leaf().commonName() + "\"")));
        checks.demand("gpu-signature", "signed by the device's key", () -> {
            if (!(chain.leaf().key() instanceof DeviceKey.Ec key)
                    || !P384.verify(key.point(), report.signed(), report.r(), report.s())) {
                throw new RefusedException(INVALID_GPU_SIGNATURE, "the device did not sign this report");
            }
        });
        checks.demand("gpu-nonce", "answers this verifier", () -> {
            if (!report.nonce().equals(nonce)) {
                throw new RefusedException(NONCE_MISMATCH, "the report answers another nonce");
            }
        });
        checks.demand(
                "gpu-firmware",
                kind.statesFirmware()
                        ? "the certificate's firmware measured"
                        : "a switch states none; only its firmware has the certificate's key",
                () -> firmware(kind, report.opaque(), FirmwareId.of(chain.leaf())));
        GpuMode mode = checks.step("gpu-mode", "a mode of confidential computing", () -> GpuMode.of(report.opaque())
                .orElseThrow(() -> new RefusedException(GPU_MODE_NOT_ACCEPTED, "a feature flag that is not defined")));
        // The factory's certificate names the chip; those below are made by firmware, at every start.
        String device = chain.certificates().get(1).serial().toString(16);
        return new GpuVerdict.Genuine(kind, device, mode, report, checks.toList());
    }

    private static void firmware(DeviceKind kind, OpaqueData opaque, List<Bytes> certified) throws RefusedException {
        if (opaque.field(OpaqueData.FWID).isEmpty() && !kind.statesFirmware()) {
            return;
        }
        if (opaque.field(OpaqueData.FWID).filter(certified::contains).isEmpty()) {
            throw new RefusedException(
                    GPU_FIRMWARE_MISMATCH, "the certificate was issued to other firmware, or the report states none");
        }
    }

    private static GpuVerdict uncovered(GpuVerdict.Genuine genuine, String detail) {
        CheckList checks = new CheckList();
        checks.noteAll(genuine.checks());
        checks.note(new Check("gpu-devices", false, detail));
        return new GpuVerdict.Refused(DEVICES_NOT_COVERED, detail, checks.toList());
    }
}
