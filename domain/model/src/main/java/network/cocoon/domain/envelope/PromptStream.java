package network.cocoon.domain.envelope;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The prompt under the content key: 7 random bytes, then chunks of 64 KiB, each AES-256-GCM. Inside: a 4-byte length,
 * the payload, zeros up to the length class.
 */
final class PromptStream {

    private static final int CHUNK = 64 * 1024;
    private static final byte[] LABEL = Raw.label("cocoon/request/v1");

    private PromptStream() {}

    static byte[] seal(
            byte[] contentKey, byte[] headerHash, Payload payload, LengthClass lengthClass, SecureRandom random) {
        if (payload.size() > lengthClass.capacity()) {
            throw new EnvelopeException(EnvelopeFault.PAYLOAD_TOO_LARGE);
        }
        byte[] content = payload.toArray();
        byte[] padded = ByteBuffer.allocate(lengthClass.bytes())
                .putInt(content.length)
                .put(content)
                .array();
        byte[] prefix = new byte[AesGcm.PREFIX_BYTES];
        random.nextBytes(prefix);
        AesGcm cipher = cipher(contentKey, headerHash, prefix);
        ByteBuffer out = ByteBuffer.allocate(sealedBytes(lengthClass)).put(prefix);
        int counter = 0;
        for (int at = 0; at < padded.length; at += CHUNK) {
            int length = Math.min(CHUNK, padded.length - at);
            out.put(cipher.seal(counter++, at + length == padded.length, headerHash, padded, at, length));
        }
        Arrays.fill(content, (byte) 0);
        Arrays.fill(padded, (byte) 0);
        return out.array();
    }

    static Payload open(byte[] contentKey, byte[] headerHash, byte[] sealed, LengthClass lengthClass) {
        if (sealed.length != sealedBytes(lengthClass)) {
            throw new EnvelopeException(EnvelopeFault.CIPHERTEXT_SIZE);
        }
        AesGcm cipher = cipher(contentKey, headerHash, Arrays.copyOf(sealed, AesGcm.PREFIX_BYTES));
        ByteBuffer padded = ByteBuffer.allocate(lengthClass.bytes());
        int counter = 0;
        for (int at = AesGcm.PREFIX_BYTES; at < sealed.length; ) {
            int length = Math.min(CHUNK + AesGcm.TAG_BYTES, sealed.length - at);
            boolean last = at + length == sealed.length;
            padded.put(cipher.open(counter++, last, headerHash, sealed, at, length, EnvelopeFault.CIPHERTEXT_REFUSED));
            at += length;
        }
        return unpad(padded.array(), lengthClass);
    }

    private static Payload unpad(byte[] padded, LengthClass lengthClass) {
        ByteBuffer in = ByteBuffer.wrap(padded);
        int length = in.getInt();
        // The class must be the smallest that fits, or a client could be told apart by its choice.
        if (length < 0
                || length > lengthClass.capacity()
                || !LengthClass.holding(length).equals(lengthClass)) {
            throw new EnvelopeException(EnvelopeFault.PADDING_REFUSED);
        }
        byte[] payload = new byte[length];
        in.get(payload);
        while (in.hasRemaining()) {
            if (in.get() != 0) {
                throw new EnvelopeException(EnvelopeFault.PADDING_REFUSED);
            }
        }
        Payload opened = Payload.of(payload);
        Arrays.fill(payload, (byte) 0);
        Arrays.fill(padded, (byte) 0);
        return opened;
    }

    private static AesGcm cipher(byte[] contentKey, byte[] headerHash, byte[] prefix) {
        byte[] key = AesGcm.hkdf(LABEL, contentKey, headerHash);
        AesGcm cipher = new AesGcm(key, prefix);
        Arrays.fill(key, (byte) 0);
        return cipher;
    }

    static int sealedBytes(LengthClass lengthClass) {
        int chunks = (lengthClass.bytes() + CHUNK - 1) / CHUNK;
        return AesGcm.PREFIX_BYTES + lengthClass.bytes() + chunks * AesGcm.TAG_BYTES;
    }
}
