package network.cocoon.domain.attestation;

import java.util.Comparator;
import java.util.List;
import network.cocoon.domain.attestation.codec.FieldReader;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.kernel.Digest;

/**
 * What the release keys ask of a machine beside its quote. What is shown is judged whether it is asked for or not: these rules
 * say what must be shown, and narrow what it may say.
 *
 * @param gpus whether a worker must show at least one GPU in confidential mode
 * @param drivers versions of the GPUs' driver, as the GPUs report them; empty for any
 * @param vbioses versions of the GPUs' VBIOS; empty for any
 * @param bootLog whether a worker must show the log that comes to its RTMR3
 * @param images digests of the worker images that may have run in the machine since it booted, by that log, which then says
 *     of nothing else that it ran; empty for any
 */
public record MachineRules(
        boolean gpus, List<String> drivers, List<String> vbioses, boolean bootLog, List<Digest> images) {

    /** Nothing must be shown, and nothing is narrowed. */
    public static final MachineRules NONE = new MachineRules(false, List.of(), List.of(), false, List.of());

    private static final int MAX_ENTRIES = 256;
    private static final int MAX_VERSION = 64;

    /** Lists are sorted and freed of repetition, so that one content has one encoding. */
    public MachineRules {
        drivers = versions(drivers);
        vbioses = versions(vbioses);
        images = bounded(images).stream()
                .distinct()
                .sorted(Comparator.comparing(Digest::hex))
                .toList();
        if (!images.isEmpty() && !bootLog) {
            throw new IllegalArgumentException("images are read in the boot log, which must be asked for, too");
        }
    }

    /** The same, and a GPU must be shown. */
    public MachineRules demandingGpus() {
        return new MachineRules(true, drivers, vbioses, bootLog, images);
    }

    void write(FieldWriter out) {
        out.number(gpus ? 1 : 0)
                .texts(drivers)
                .texts(vbioses)
                .number(bootLog ? 1 : 0)
                .digests(images);
    }

    /** Throws {@link IllegalArgumentException} on what cannot be. */
    static MachineRules read(FieldReader in) {
        return new MachineRules(
                in.count(1) == 1,
                in.texts(MAX_ENTRIES, MAX_VERSION),
                in.texts(MAX_ENTRIES, MAX_VERSION),
                in.count(1) == 1,
                in.digests(MAX_ENTRIES));
    }

    private static List<String> versions(List<String> list) {
        for (String version : bounded(list)) {
            if (version.isEmpty() || version.length() > MAX_VERSION) {
                throw new IllegalArgumentException("a version has 1 to " + MAX_VERSION + " characters");
            }
        }
        return list.stream().distinct().sorted().toList();
    }

    private static <T> List<T> bounded(List<T> list) {
        if (list.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("a rule's list has at most " + MAX_ENTRIES + " entries");
        }
        return list;
    }
}
