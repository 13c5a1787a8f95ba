package network.cocoon.domain.envelope;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKEContext;

/** The worker's side: opens a request that was sealed to it. */
public final class RequestOpener {

    /** An opened request: the prompt, and the means to answer it. */
    public static final class Opened {

        private final Payload payload;
        private final ResponseSecret secret;

        private Opened(Payload payload, ResponseSecret secret) {
            this.payload = payload;
            this.secret = secret;
        }

        public Payload payload() {
            return payload;
        }

        /** Starts an answer for an attempt (from 1), under a nonce drawn from {@code random}. */
        public ResponseSealer answer(int attempt, SecureRandom random) {
            byte[] nonce = new byte[ResponseSecret.NONCE_BYTES];
            random.nextBytes(nonce);
            return new ResponseSealer(secret, attempt, nonce);
        }
    }

    private RequestOpener() {}

    /**
     * Opens one wrap and the ciphertext. The caller has verified the assignment and the client's signature, and keeps
     * request ids for the key's life: opening twice is possible, answering twice is its fault.
     *
     * @param keys the worker's pair
     * @param key  that pair's id under its evidence
     * @throws EnvelopeException NOT_A_RECIPIENT, RECIPIENTS_MISMATCH, WRAP_REFUSED, REQUEST_MISMATCH, CIPHERTEXT_SIZE,
     *     CIPHERTEXT_REFUSED, PADDING_REFUSED, KEY_DESTROYED
     */
    public static Opened open(
            WorkerKeys keys, WorkerKeyId key, EncodedHeader header, List<Wrap> wraps, Bytes ciphertext) {
        Header fields = header.header();
        int position = fields.recipients().indexOf(key);
        if (position < 0) {
            throw new EnvelopeException(EnvelopeFault.NOT_A_RECIPIENT);
        }
        if (wraps.size() != fields.recipients().size() || fields.suite() != keys.suite()) {
            throw new EnvelopeException(EnvelopeFault.RECIPIENTS_MISMATCH);
        }
        Digest hash = header.hash();
        byte[] sealed = ciphertext.toArray();
        Wrap wrap = wraps.get(position);
        byte[] encapsulation = wrap.encapsulation().toArray();
        HPKEContext context = keys.receive(encapsulation, Wrapping.info(hash));
        byte[] secret = openKey(context, Wrapping.aad(key, position, Digest.sha256(sealed)), wrap);
        byte[] contentKey = Arrays.copyOf(secret, AesGcm.KEY_BYTES);
        try {
            if (!Arrays.equals(secret, AesGcm.KEY_BYTES, secret.length, Raw.of(fields.request()), 0, 16)) {
                throw new EnvelopeException(EnvelopeFault.REQUEST_MISMATCH);
            }
            Payload payload = PromptStream.open(contentKey, hash.raw(), sealed, fields.lengthClass());
            return new Opened(payload, ResponseSecret.of(key, hash, encapsulation, context));
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(contentKey, (byte) 0);
        }
    }

    private static byte[] openKey(HPKEContext context, byte[] aad, Wrap wrap) {
        try {
            return context.open(aad, wrap.sealedKey().toArray());
        } catch (InvalidCipherTextException e) {
            throw new EnvelopeException(EnvelopeFault.WRAP_REFUSED);
        }
    }
}
