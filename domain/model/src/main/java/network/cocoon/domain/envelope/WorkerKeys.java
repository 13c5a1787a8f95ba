package network.cocoon.domain.envelope;

import java.security.SecureRandom;
import java.util.Arrays;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;

/**
 * A worker's HPKE key pair. Only the 32-byte seed is kept; the working form is derived for each opening and dropped at
 * once, so {@link #destroy} can overwrite the one long-lived copy. Thread-safe.
 */
public final class WorkerKeys {

    private static final int SEED_BYTES = 32;

    private final Suite suite;
    private final byte[] seed;
    private final Bytes publicKey;
    private boolean destroyed;

    private WorkerKeys(Suite suite, byte[] seed) {
        this.suite = suite;
        this.seed = seed;
        HPKE hpke = suite.hpke();
        this.publicKey = Bytes.of(hpke.serializePublicKey(pair(hpke, seed).getPublic()));
    }

    public static WorkerKeys generate(Suite suite, SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return new WorkerKeys(suite, seed);
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

    /** Overwrites the seed. Envelopes can no longer be opened (KEY_DESTROYED). */
    public synchronized void destroy() {
        destroyed = true;
        Arrays.fill(seed, (byte) 0);
    }

    public synchronized boolean isDestroyed() {
        return destroyed;
    }

    /** Throws {@link EnvelopeException} (WRAP_REFUSED, KEY_DESTROYED). */
    HPKEContext receive(byte[] encapsulation, byte[] info) {
        if (encapsulation.length != suite.encapsulationBytes()) {
            throw new EnvelopeException(EnvelopeFault.WRAP_REFUSED);
        }
        HPKE hpke = suite.hpke();
        try {
            return hpke.setupBaseR(encapsulation, livePair(hpke), info);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // BouncyCastle's answer to an encapsulation that is no valid point.
            throw new EnvelopeException(EnvelopeFault.WRAP_REFUSED);
        }
    }

    private synchronized AsymmetricCipherKeyPair livePair(HPKE hpke) {
        if (destroyed) {
            throw new EnvelopeException(EnvelopeFault.KEY_DESTROYED);
        }
        return pair(hpke, seed);
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
