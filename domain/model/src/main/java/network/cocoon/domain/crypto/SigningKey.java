package network.cocoon.domain.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.security.auth.DestroyFailedException;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** An Ed25519 key pair (RFC 8032). Prints nothing of itself; {@link #destroy} overwrites the seed. Thread-safe. */
public final class SigningKey {

    /** Bytes of a seed and of a raw public key. */
    public static final int KEY_BYTES = 32;

    private final byte[] seed;
    private final byte[] publicKey;
    private @Nullable PrivateKey quick;
    private boolean destroyed;

    private SigningKey(byte[] seed) {
        this.seed = seed;
        this.publicKey = new byte[KEY_BYTES];
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        this.quick = NativeEd25519.here().map(it -> quick(it, seed)).orElse(null);
    }

    private static @Nullable PrivateKey quick(NativeEd25519 library, byte[] seed) {
        try {
            return library.privateKey(seed);
        } catch (GeneralSecurityException | RuntimeException e) {
            return null;
        }
    }

    public static SigningKey generate(SecureRandom random) {
        byte[] seed = new byte[KEY_BYTES];
        random.nextBytes(seed);
        return new SigningKey(seed);
    }

    /** From a stored 32-byte seed, which is copied. Throws {@link IllegalArgumentException} for any other length. */
    public static SigningKey ofSeed(byte[] seed) {
        if (seed.length != KEY_BYTES) {
            throw new IllegalArgumentException("an Ed25519 seed has 32 bytes, not " + seed.length);
        }
        return new SigningKey(seed.clone());
    }

    /** The raw 32-byte public key. */
    public Bytes publicKey() {
        return Bytes.of(publicKey);
    }

    /** A copy of the seed, for storage with owner-only permissions. The caller overwrites it. */
    public synchronized byte[] seed() {
        requireAlive();
        return seed.clone();
    }

    /** The 64-byte signature over the concatenation of {@code parts}. */
    public synchronized Bytes sign(byte[]... parts) {
        requireAlive();
        byte[] message = Signatures.join(parts);
        if (quick != null) {
            try {
                return Bytes.of(NativeEd25519.here().orElseThrow().sign(quick, message));
            } catch (GeneralSecurityException | RuntimeException e) {
                return plain(message);
            }
        }
        return plain(message);
    }

    private Bytes plain(byte[] message) {
        byte[] signature = new byte[Signatures.SIGNATURE_BYTES];
        Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
        return Bytes.of(signature);
    }

    /** Overwrites the seed; signing afterwards throws {@link IllegalStateException}. */
    public synchronized void destroy() {
        destroyed = true;
        Arrays.fill(seed, (byte) 0);
        if (quick != null) {
            try {
                quick.destroy();
            } catch (DestroyFailedException e) {
                throw new IllegalStateException("a signing key's native copy cannot be overwritten", e);
            }
            quick = null;
        }
    }

    private void requireAlive() {
        if (destroyed) {
            throw new IllegalStateException("this signing key was destroyed");
        }
    }

    @Override
    public String toString() {
        return "SigningKey[Ed25519]";
    }
}
