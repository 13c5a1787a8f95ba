package network.cocoon.domain.attestation;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.attestation.codec.FieldReader;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;

/**
 * A release manifest as it travels: its exact bytes and signatures over them. Nothing in it counts before
 * {@link ReleaseKeys#verify}.
 */
public record SignedManifest(Bytes manifest, List<Signature> signatures) {

    private static final String TAG = "cocoon/signed-release/v1";
    private static final int MAX_SIGNATURES = 64;

    /** Ed25519, raw. */
    public record Signature(Bytes key, Bytes signature) {}

    public SignedManifest {
        if (signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException("a manifest has at most " + MAX_SIGNATURES + " signatures");
        }
        signatures = List.copyOf(signatures);
    }

    /** The manifest's encoding starts with its own tag, so no other message of a release key fits the signature. */
    public static SignedManifest sign(ReleaseManifest manifest, List<SigningKey> keys) {
        byte[] encoded = manifest.encode();
        return new SignedManifest(
                Bytes.of(encoded),
                keys.stream()
                        .map(key -> new Signature(key.publicKey(), key.sign(encoded)))
                        .toList());
    }

    public byte[] encode() {
        FieldWriter out = new FieldWriter(TAG).bytes(manifest).number(signatures.size());
        signatures.forEach(s -> out.bytes(s.key).bytes(s.signature));
        return out.toArray();
    }

    /** Throws {@link IllegalArgumentException} on anything that {@link #encode} would not have written. */
    public static SignedManifest decode(byte[] encoded) {
        FieldReader in = new FieldReader(TAG, encoded);
        Bytes manifest = in.field(ReleaseManifest.MAX_LENGTH);
        int count = in.count(MAX_SIGNATURES);
        List<Signature> signatures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            signatures.add(new Signature(in.field(32), in.field(64)));
        }
        in.end();
        return new SignedManifest(manifest, signatures);
    }
}
