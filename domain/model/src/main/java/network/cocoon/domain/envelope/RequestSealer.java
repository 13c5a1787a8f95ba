package network.cocoon.domain.envelope;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/** The client's side: seals one prompt to the recipients of its header. */
public final class RequestSealer {

    /**
     * A sealed request, and what the client keeps to read the answer.
     *
     * @param responses in memory only; lost with the process, and the answer with it
     */
    public record Sealed(SealedRequest request, ResponseOpener responses) {}

    private RequestSealer() {}

    /**
     * Seals {@code payload} under a fresh content key.
     *
     * @param header     from the wire module's codec
     * @param recipients the header's recipients with their public keys, in the header's order
     * @throws EnvelopeException RECIPIENTS_MISMATCH, BAD_PUBLIC_KEY, PAYLOAD_TOO_LARGE (also where the header's class is
     *     not the smallest that fits)
     */
    public static Sealed seal(EncodedHeader header, List<Recipient> recipients, Payload payload, SecureRandom random) {
        Header fields = header.header();
        if (!recipients.stream().map(Recipient::key).toList().equals(fields.recipients())) {
            throw new EnvelopeException(EnvelopeFault.RECIPIENTS_MISMATCH);
        }
        if (!LengthClass.holding(payload.size()).equals(fields.lengthClass())) {
            throw new EnvelopeException(EnvelopeFault.PAYLOAD_TOO_LARGE);
        }
        Digest hash = header.hash();
        byte[] contentKey = new byte[AesGcm.KEY_BYTES];
        random.nextBytes(contentKey);
        byte[] ciphertext = PromptStream.seal(contentKey, hash.raw(), payload, fields.lengthClass(), random);
        Digest digest = Digest.sha256(ciphertext);
        byte[] secret = Raw.concat(contentKey, Raw.of(fields.request()));
        List<Wrap> wraps = new ArrayList<>();
        List<ResponseSecret> secrets = new ArrayList<>();
        for (int i = 0; i < recipients.size(); i++) {
            Recipient recipient = recipients.get(i);
            var context = send(fields.suite(), recipient, Wrapping.info(hash), random);
            byte[] sealedKey = sealKey(context, Wrapping.aad(recipient.key(), i, digest), secret);
            wraps.add(new Wrap(Bytes.of(context.getEncapsulation()), Bytes.of(sealedKey)));
            secrets.add(ResponseSecret.of(recipient.key(), hash, context.getEncapsulation(), context));
        }
        Arrays.fill(contentKey, (byte) 0);
        Arrays.fill(secret, (byte) 0);
        return new Sealed(new SealedRequest(header.bytes(), wraps, Bytes.of(ciphertext)), new ResponseOpener(secrets));
    }

    private static HPKEContextWithEncapsulation send(
            Suite suite, Recipient recipient, byte[] info, SecureRandom random) {
        if (recipient.publicKey().length() != suite.publicKeyBytes()) {
            throw new EnvelopeException(EnvelopeFault.BAD_PUBLIC_KEY);
        }
        HPKE hpke = suite.hpke();
        try {
            var key = hpke.deserializePublicKey(recipient.publicKey().toArray());
            return switch (suite) {
                // draft-connolly-cfrg-xwing-kem 5.4.1: encapsulation randomness is 64 bytes.
                case X_WING -> hpke.setupBaseS(key, info, randomBytes(64, random));
                case X25519 -> hpke.setupBaseS(key, info, WorkerKeys.pair(hpke, randomBytes(32, random)));
            };
        } catch (IllegalArgumentException | IllegalStateException e) {
            // BouncyCastle's answer to a key outside its field or of small order.
            throw new EnvelopeException(EnvelopeFault.BAD_PUBLIC_KEY);
        }
    }

    private static byte[] sealKey(HPKEContextWithEncapsulation context, byte[] aad, byte[] secret) {
        try {
            return context.seal(aad, secret);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealing a fresh context cannot fail", e);
        }
    }

    private static byte[] randomBytes(int length, SecureRandom random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
