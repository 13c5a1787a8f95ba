package network.cocoon.domain.envelope;

import java.security.SecureRandom;
import java.util.Arrays;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.jspecify.annotations.Nullable;

/**
 * A worker's HPKE key pair in its working form, derived once: deriving it for each opening took a tenth of a request and
 * left a copy of the key behind each time. {@link #destroy} lets go of the one that there is. Thread-safe.
 */
public final class WorkerKeys {

    private static final int SEED_BYTES = 32;

    private final Suite suite;
    private final Bytes publicKey;
    private volatile @Nullable AsymmetricCipherKeyPair pair;

    private WorkerKeys(Suite suite, AsymmetricCipherKeyPair pair, Bytes publicKey) {
        this.suite = suite;
        this.pair = pair;
        this.publicKey = publicKey;
    }

    public static WorkerKeys generate(Suite suite, SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        HPKE hpke = suite.hpke();
        AsymmetricCipherKeyPair pair = pair(hpke, seed);
        Arrays.fill(seed, (byte) 0);
        return new WorkerKeys(suite, pair, Bytes.of(hpke.serializePublicKey(pair.getPublic())));
    }

    /** A pair of the default suite, X-Wing. */
    public static WorkerKeys generate(SecureRandom random) {
        return generate(Suite.X_WING, random);
    }

    public Suite suite() {
        return suite;
    }

    /** The serialized HPKE public key: 1216 bytes for X-Wing, 32 for X25519. */
    public Bytes publicKey() {
        return publicKey;
    }

    /** SHA-256(public key || evidence digest): the id binds the key to what attests it. */
    public static WorkerKeyId idOf(Bytes publicKey, Digest evidence) {
        return new WorkerKeyId(
                Digest.sha256(publicKey.toArray(), evidence.raw()).hex());
    }

    /** The id of this pair under its evidence. */
    public WorkerKeyId id(Digest evidence) {
        return idOf(publicKey, evidence);
    }

    /** Lets go of the private key. Envelopes can no longer be opened (KEY_DESTROYED). */
    public void destroy() {
        pair = null;
    }

    public boolean isDestroyed() {
        return pair == null;
    }

    /** Throws {@link EnvelopeException} (WRAP_REFUSED, KEY_DESTROYED). */
    HPKEContext receive(byte[] encapsulation, byte[] info) {
        if (encapsulation.length != suite.encapsulationBytes()) {
            throw new EnvelopeException(EnvelopeFault.WRAP_REFUSED);
        }
        AsymmetricCipherKeyPair live = pair;
        if (live == null) {
            throw new EnvelopeException(EnvelopeFault.KEY_DESTROYED);
        }
        try {
            return suite.hpke().setupBaseR(encapsulation, live, info);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // BouncyCastle's answer to an encapsulation that is no valid point.
            throw new EnvelopeException(EnvelopeFault.WRAP_REFUSED);
        }
    }

    /** Both KEMs derive the public half themselves where none is given. */
    @SuppressWarnings("NullAway")
    static AsymmetricCipherKeyPair pair(HPKE hpke, byte[] seed) {
        return hpke.deserializePrivateKey(seed, null);
    }

    @Override
    public String toString() {
        return "WorkerKeys[" + suite + "]";
    }
}
