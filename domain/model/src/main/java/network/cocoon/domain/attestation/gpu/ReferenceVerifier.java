package network.cocoon.domain.attestation.gpu;

import static network.cocoon.domain.attestation.check.AttestationRefusal.GPU_MEASUREMENT_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.RIM_MISMATCH;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import network.cocoon.domain.attestation.check.CheckList;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.rim.ReferenceManifest;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * Holds what a genuine device measured against what its maker signed, by NVIDIA's own rule (nvtrust, {@code verifier.py}): the
 * manifests of its driver and of its VBIOS together say what counts, no index counts in both, and at every index that counts the
 * device has one of the values given. Total, and a pure function of its arguments.
 */
public final class ReferenceVerifier {

    /** NVIDIA CoRIM signing Root CA, SHA-256 of its DER, as NVIDIA's own verifier carries it (nvtrust). */
    private static final Digest NVIDIA = new Digest("12977b5115acb0381179279fffeb5a8c4d264971ebb32298023a465fa41df5d1");

    /** Counted only where the video decoder is on (nvtrust, {@code is_msr_35_valid}). */
    private static final int DECODER = 35;

    private static final Bytes DECODER_OFF = Bytes.of(new byte[] {0x55});

    private final Set<Digest> roots;

    private ReferenceVerifier(Digest root) {
        this.roots = Set.of(root);
    }

    /** Believes manifests under the root that is compiled in only. */
    public static ReferenceVerifier nvidia() {
        return new ReferenceVerifier(NVIDIA);
    }

    /** Believes one simulated maker only. */
    public static ReferenceVerifier simulated(byte[] rootDer) {
        return new ReferenceVerifier(Digest.sha256(rootDer));
    }

    /**
     * The same verdict with the checks of the measurements added, or a refusal. What was refused stays refused.
     *
     * @param manifests signed XML; those of other versions than the device's are verified and then passed over
     */
    public GpuVerdict verify(GpuVerdict verdict, List<Bytes> manifests, Instant now) {
        return switch (verdict) {
            case GpuVerdict.Refused refused -> refused;
            case GpuVerdict.Genuine genuine -> verify(genuine, manifests, now);
        };
    }

    private GpuVerdict verify(GpuVerdict.Genuine genuine, List<Bytes> manifests, Instant now) {
        CheckList checks = new CheckList();
        checks.noteAll(genuine.checks());
        try {
            List<ReferenceManifest> verified = new ArrayList<>();
            for (Bytes manifest : manifests) {
                verified.add(checks.step("rim-signature", "a manifest under the pinned root", () -> {
                    ReferenceManifest parsed = ReferenceManifest.parse(manifest.toArray());
                    parsed.signature().verify(roots, now);
                    return parsed;
                }));
            }
            Map<Integer, Set<Bytes>> golden =
                    checks.step("rim-version", "manifests of what the device runs", () -> golden(genuine, verified));
            checks.demand(
                    "gpu-measurements",
                    golden.size() + " measurements are as the maker signed them",
                    () -> compare(genuine.report(), golden));
        } catch (RefusedException e) {
            return new GpuVerdict.Refused(e.code(), e.detail(), checks.toList());
        }
        return new GpuVerdict.Genuine(
                genuine.kind(), genuine.deviceId(), genuine.mode(), genuine.report(), checks.toList());
    }

    private static Map<Integer, Set<Bytes>> golden(GpuVerdict.Genuine genuine, List<ReferenceManifest> manifests)
            throws RefusedException {
        OpaqueData opaque = genuine.report().opaque();
        Map<Integer, Set<Bytes>> golden =
                new TreeMap<>(of("VBIOS", opaque.vbiosVersion(), manifests).golden());
        if (genuine.kind() == DeviceKind.SWITCH) {
            // A switch has no driver of its own.
            return golden;
        }
        ReferenceManifest driver = of("driver", opaque.driverVersion(), manifests);
        for (Map.Entry<Integer, Set<Bytes>> one : driver.golden().entrySet()) {
            if (golden.putIfAbsent(one.getKey(), one.getValue()) != null) {
                throw new RefusedException(
                        RIM_MISMATCH, "driver and VBIOS both say what measurement " + one.getKey() + " is");
            }
        }
        return golden;
    }

    private static ReferenceManifest of(String what, String version, List<ReferenceManifest> manifests)
            throws RefusedException {
        List<ReferenceManifest> found = manifests.stream()
                .filter(m -> !version.isEmpty() && m.version().equalsIgnoreCase(version))
                .toList();
        if (found.size() != 1) {
            throw new RefusedException(
                    RIM_MISMATCH,
                    found.size() + " manifests of the device's " + what + ", version \"" + version + "\"");
        }
        return found.getFirst();
    }

    /** Manifests count from 0, SPDM from 1. */
    private static void compare(SpdmReport report, Map<Integer, Set<Bytes>> golden) throws RefusedException {
        boolean decoderOff = report.opaque()
                .field(OpaqueData.DECODER)
                .filter(DECODER_OFF::equals)
                .isPresent();
        List<Integer> others = new ArrayList<>();
        golden.forEach((index, allowed) -> {
            Bytes measured = report.measurements().get(index + 1);
            boolean counts = index != DECODER || !decoderOff;
            if (counts && (measured == null || !allowed.contains(measured))) {
                others.add(index);
            }
        });
        if (!others.isEmpty()) {
            throw new RefusedException(
                    GPU_MEASUREMENT_MISMATCH, "measurements " + others + " are none that the maker signed");
        }
    }
}
