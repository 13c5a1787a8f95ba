package network.cocoon.domain.attestation.gpu;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.attestation.codec.FieldReader;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * What a worker shows of its machine's GPUs and switches. Its digest stands in the key statement, so a quote vouches for
 * these devices and no others; the devices answer {@link GpuNonce}, so they vouch for these keys.
 *
 * @param gpus how many GPUs the measured software counted in its machine; all of them must be shown
 * @param evidence of each device, in the order in which the machine gave it
 */
public record GpuDevices(int gpus, List<GpuEvidence> evidence) {

    /** A board has 8 GPUs and 4 switches at most today. */
    public static final int MAX_DEVICES = 32;

    /** No GPU counted and none shown. */
    public static final GpuDevices NONE = new GpuDevices(0, List.of());

    /** In bytes; a GPU's report has about 4 KiB, its chain 5 KiB. */
    private static final int MAX_PART = 64 * 1024;

    private static final String TAG = "cocoon/gpu-evidence/v1";

    /** What statements said before there was GPU evidence, and say where a machine has no GPU. */
    private static final Digest NO_GPU = Digest.sha256("cocoon/no-gpu-evidence/v1".getBytes(StandardCharsets.UTF_8));

    public GpuDevices {
        evidence = List.copyOf(evidence);
        if (gpus < 0 || gpus > MAX_DEVICES || evidence.size() > MAX_DEVICES) {
            throw new IllegalArgumentException("a machine has at most " + MAX_DEVICES + " GPUs and switches");
        }
        for (GpuEvidence one : evidence) {
            if (one.report().length() > MAX_PART || one.chain().length() > MAX_PART) {
                throw new IllegalArgumentException("a device's report and chain have at most " + MAX_PART + " bytes");
            }
        }
    }

    /** Nothing to say, so nothing is written. */
    public boolean none() {
        return gpus == 0 && evidence.isEmpty();
    }

    /** What the key statement carries. */
    public Digest digest() {
        if (none()) {
            return NO_GPU;
        }
        FieldWriter out = new FieldWriter(TAG);
        write(out);
        return Digest.sha256(out.toArray());
    }

    public void write(FieldWriter out) {
        out.number(gpus).number(evidence.size());
        evidence.forEach(one -> out.bytes(one.report()).bytes(one.chain()));
    }

    /** Throws {@link IllegalArgumentException} on anything that {@link #write} would not have written. */
    public static GpuDevices read(FieldReader in) {
        int gpus = in.count(MAX_DEVICES);
        int shown = in.count(MAX_DEVICES);
        List<GpuEvidence> evidence = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            Bytes report = in.field(MAX_PART);
            evidence.add(new GpuEvidence(report, in.field(MAX_PART)));
        }
        return new GpuDevices(gpus, evidence);
    }
}
