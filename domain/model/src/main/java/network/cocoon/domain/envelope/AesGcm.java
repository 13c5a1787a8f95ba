package network.cocoon.domain.envelope;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * AES-256-GCM in STREAM form (Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption", 2015): the nonce is
 * 7 bytes of prefix, a 32-bit counter, and a byte that marks the last piece. The JDK's cipher, 30 times BouncyCastle's.
 * Not thread-safe.
 */
final class AesGcm {

    static final int TAG_BYTES = 16;
    static final int PREFIX_BYTES = 7;
    static final int KEY_BYTES = 32;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] nonce = new byte[12];

    /** The key bytes are copied; the caller overwrites its own. */
    AesGcm(byte[] key, byte[] prefix) {
        this.key = new SecretKeySpec(key, "AES");
        System.arraycopy(prefix, 0, nonce, 0, PREFIX_BYTES);
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in GCM", e);
        }
    }

    /** HKDF-SHA256 (RFC 5869), 32 bytes. */
    static byte[] hkdf(byte[] salt, byte[] secret, byte[] info) {
        var hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(secret, salt, info));
        byte[] out = new byte[KEY_BYTES];
        hkdf.generateBytes(out, 0, out.length);
        return out;
    }

    byte[] seal(int counter, boolean last, byte[] aad, byte[] in, int from, int length) {
        try {
            return run(Cipher.ENCRYPT_MODE, counter, last, aad, in, from, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused a fresh nonce", e);
        }
    }

    /** Throws {@link EnvelopeException} with {@code fault} if the piece does not authenticate. */
    byte[] open(int counter, boolean last, byte[] aad, byte[] in, int from, int length, EnvelopeFault fault) {
        try {
            return run(Cipher.DECRYPT_MODE, counter, last, aad, in, from, length);
        } catch (AEADBadTagException e) {
            throw new EnvelopeException(fault);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM cannot decrypt", e);
        }
    }

    private byte[] run(int mode, int counter, boolean last, byte[] aad, byte[] in, int from, int length)
            throws GeneralSecurityException {
        nonce[7] = (byte) (counter >>> 24);
        nonce[8] = (byte) (counter >>> 16);
        nonce[9] = (byte) (counter >>> 8);
        nonce[10] = (byte) counter;
        nonce[11] = (byte) (last ? 1 : 0);
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(aad);
        return cipher.doFinal(in, from, length);
    }
}
