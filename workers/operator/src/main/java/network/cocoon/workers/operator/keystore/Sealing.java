package network.cocoon.workers.operator.keystore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.workers.operator.keystore.KeystoreException.Code;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The file: {@code CCNKEYS1}, memory in KiB (4 bytes), passes (1), lanes (1), salt (16), nonce (12), then the keys under
 * AES-256-GCM with all before it authenticated, then SHA-256 over everything before that. The key comes from the password by
 * Argon2id (RFC 9106). The checksum is no protection; it tells a damaged file from a wrong password.
 */
final class Sealing {

    /** What deriving the key costs. */
    record Cost(int memoryKib, int passes, int lanes) {

        /** RFC 9106, 4, second recommended option: 64 MiB, 3 passes, 4 lanes. */
        static final Cost USUAL = new Cost(64 * 1024, 3, 4);

        boolean reasonable() {
            return memoryKib >= 8 * 1024
                    && memoryKib <= 512 * 1024
                    && passes >= 1
                    && passes <= 16
                    && lanes >= 1
                    && lanes <= 16;
        }
    }

    static final int MAX_FILE = 16 * 1024;

    private static final byte[] MAGIC = "CCNKEYS1".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int HEAD = 8 + 4 + 1 + 1 + SALT + NONCE;
    private static final int TAG = 16;

    private Sealing() {}

    static byte[] seal(byte[] keys, Password password, Cost cost, SecureRandom random) {
        byte[] salt = random(SALT, random);
        byte[] nonce = random(NONCE, random);
        byte[] head = ByteBuffer.allocate(HEAD)
                .put(MAGIC)
                .putInt(cost.memoryKib())
                .put((byte) cost.passes())
                .put((byte) cost.lanes())
                .put(salt)
                .put(nonce)
                .array();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, password, cost, salt, nonce, head)
                    .doFinal(keys);
            ByteBuffer file = ByteBuffer.allocate(HEAD + sealed.length + Digest.BYTES);
            file.put(head).put(sealed);
            file.put(Digest.sha256(Arrays.copyOf(file.array(), HEAD + sealed.length))
                    .raw());
            return file.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** What opening the file costs. */
    static Cost cost(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file, MAGIC.length, HEAD - MAGIC.length);
        return new Cost(in.getInt(), in.get() & 0xFF, in.get() & 0xFF);
    }

    static byte[] open(byte[] file, Password password) throws KeystoreException {
        if (file.length < MAGIC.length || !Arrays.equals(Arrays.copyOf(file, MAGIC.length), MAGIC)) {
            throw new KeystoreException(Code.NOT_A_KEYSTORE, "the file does not begin as a keystore does");
        }
        int end = file.length - Digest.BYTES;
        if (end < HEAD + TAG || !Digest.of(file, end).equals(Digest.sha256(Arrays.copyOf(file, end)))) {
            throw new KeystoreException(Code.DAMAGED, "the keystore is damaged: restore it from a copy");
        }
        Cost cost = cost(file);
        if (!cost.reasonable()) {
            throw new KeystoreException(Code.UNREASONABLE, "the keystore asks for unreasonable memory or time");
        }
        byte[] salt = new byte[SALT];
        byte[] nonce = new byte[NONCE];
        ByteBuffer.wrap(file, HEAD - SALT - NONCE, SALT + NONCE).get(salt).get(nonce);
        try {
            return cipher(Cipher.DECRYPT_MODE, password, cost, salt, nonce, Arrays.copyOf(file, HEAD))
                    .doFinal(file, HEAD, end - HEAD);
        } catch (AEADBadTagException e) {
            throw new KeystoreException(Code.WRONG_PASSWORD, "this password does not open the keystore");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, Password password, Cost cost, byte[] salt, byte[] nonce, byte[] head)
            throws GeneralSecurityException {
        byte[] key = new byte[32];
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        argon2.generateBytes(password.utf8(), key);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(head);
        Arrays.fill(key, (byte) 0);
        return cipher;
    }

    private static byte[] random(int bytes, SecureRandom random) {
        byte[] out = new byte[bytes];
        random.nextBytes(out);
        return out;
    }
}
