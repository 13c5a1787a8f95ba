package network.cocoon.domain.attestation;

import java.util.List;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.kernel.Bytes;

/**
 * The release keys that a client pins.
 *
 * @param threshold how many of them must have signed
 * @param keys raw Ed25519 public keys
 */
public record ReleaseKeys(int threshold, List<Bytes> keys) {

    /** What the signatures under a manifest are worth. */
    public sealed interface Result {

        record Valid(ReleaseManifest manifest) implements Result {}

        /** @param reason in words */
        record Invalid(String reason) implements Result {}
    }

    public ReleaseKeys {
        keys = keys.stream().distinct().toList();
        if (threshold < 1 || threshold > keys.size()) {
            throw new IllegalArgumentException("a threshold lies between 1 and the number of keys");
        }
        if (!keys.stream().allMatch(Signatures::isPublicKey)) {
            throw new IllegalArgumentException("a release key is an Ed25519 public key");
        }
    }

    /** Never throws. A key counts once, however often it signed; keys that are not pinned do not count. */
    public Result verify(SignedManifest signed) {
        byte[] message = signed.manifest().toArray();
        long good = keys.stream()
                .filter(key -> signed.signatures().stream()
                        .anyMatch(s -> s.key().equals(key) && Signatures.verify(key, s.signature(), message)))
                .count();
        if (good < threshold) {
            return new Result.Invalid(good + " of " + threshold + " release keys signed");
        }
        try {
            return new Result.Valid(ReleaseManifest.decode(message));
        } catch (IllegalArgumentException e) {
            return new Result.Invalid("signed, but not a manifest: " + e.getMessage());
        }
    }
}
