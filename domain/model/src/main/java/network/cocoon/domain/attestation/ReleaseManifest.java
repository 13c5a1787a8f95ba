package network.cocoon.domain.attestation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import network.cocoon.domain.attestation.codec.FieldReader;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.kernel.Digest;

/**
 * What the release keys say may open envelopes, and nobody else does (protocol, "Measurements come from release keys").
 * Each manifest is complete: what an earlier one allowed and this one does not name ends when this one begins.
 *
 * @param version rises with every manifest
 * @param notBefore from when on its lists count; its revocations and its floor count at once. Whole seconds
 * @param measurements digests of {@link Measurement}s
 * @param models digests of models' manifests
 * @param platforms ids of platforms that were admitted after a look at the facility
 * @param revoked digests of measurements and models
 * @param revokedPlatforms ids of platforms
 * @param tcbEvaluationFloor see {@link AttestationPolicy}
 * @param machine what must be shown beside the quote; counts from {@code notBefore} on
 */
public record ReleaseManifest(
        long version,
        Instant notBefore,
        List<Digest> measurements,
        List<Digest> models,
        List<String> platforms,
        List<Digest> revoked,
        List<String> revokedPlatforms,
        int tcbEvaluationFloor,
        MachineRules machine) {

    /** In bytes, encoded. */
    static final int MAX_LENGTH = 1024 * 1024;

    private static final String TAG = "cocoon/release/v1";

    /** With rules for what stands beside the quote; a reader that knows none of them refuses it whole. */
    private static final String TAG_WITH_MACHINE = "cocoon/release/v2";

    private static final int MAX_ENTRIES = 4096;
    private static final int MAX_PLATFORM = 64;

    /** Lists are sorted and freed of repetition, so that one content has one encoding. */
    public ReleaseManifest {
        if (version < 1 || tcbEvaluationFloor < 0) {
            throw new IllegalArgumentException("a manifest's version is positive, its floor is not negative");
        }
        notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
        measurements = digests(measurements);
        models = digests(models);
        platforms = texts(platforms);
        revoked = digests(revoked);
        revokedPlatforms = texts(revokedPlatforms);
    }

    /** With no rules for what stands beside the quote. */
    public ReleaseManifest(
            long version,
            Instant notBefore,
            List<Digest> measurements,
            List<Digest> models,
            List<String> platforms,
            List<Digest> revoked,
            List<String> revokedPlatforms,
            int tcbEvaluationFloor) {
        this(
                version,
                notBefore,
                measurements,
                models,
                platforms,
                revoked,
                revokedPlatforms,
                tcbEvaluationFloor,
                MachineRules.NONE);
    }

    public byte[] encode() {
        boolean rules = !machine.equals(MachineRules.NONE);
        FieldWriter out = new FieldWriter(rules ? TAG_WITH_MACHINE : TAG)
                .number(version)
                .time(notBefore)
                .digests(measurements)
                .digests(models)
                .texts(platforms)
                .digests(revoked)
                .texts(revokedPlatforms)
                .number(tcbEvaluationFloor);
        if (rules) {
            machine.write(out);
        }
        return out.toArray();
    }

    /** Throws {@link IllegalArgumentException} on anything that {@link #encode} would not have written. */
    public static ReleaseManifest decode(byte[] encoded) {
        boolean rules = FieldReader.begins(TAG_WITH_MACHINE, encoded);
        FieldReader in = new FieldReader(rules ? TAG_WITH_MACHINE : TAG, encoded);
        ReleaseManifest manifest = new ReleaseManifest(
                in.number(),
                in.time(),
                in.digests(MAX_ENTRIES),
                in.digests(MAX_ENTRIES),
                in.texts(MAX_ENTRIES, MAX_PLATFORM),
                in.digests(MAX_ENTRIES),
                in.texts(MAX_ENTRIES, MAX_PLATFORM),
                in.count(Integer.MAX_VALUE),
                rules ? MachineRules.read(in) : MachineRules.NONE);
        in.end();
        if (!Arrays.equals(manifest.encode(), encoded)) {
            throw new IllegalArgumentException("a manifest's lists are sorted and name nothing twice");
        }
        return manifest;
    }

    private static List<Digest> digests(List<Digest> list) {
        bound(list);
        return list.stream()
                .distinct()
                .sorted(Comparator.comparing(Digest::hex))
                .toList();
    }

    private static List<String> texts(List<String> list) {
        bound(list);
        return list.stream().distinct().sorted().toList();
    }

    private static void bound(List<?> list) {
        if (list.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("a manifest's list has at most " + MAX_ENTRIES + " entries");
        }
    }
}
