package network.cocoon.domain.envelope;

import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * A request as it travels and is stored: nothing in it is plaintext but the header.
 *
 * @param header     the header's canonical bytes
 * @param wraps      one for each of the header's recipients, in their order
 * @param ciphertext the sealed prompt
 */
public record SealedRequest(Bytes header, List<Wrap> wraps, Bytes ciphertext) {

    public SealedRequest {
        wraps = List.copyOf(wraps);
        if (wraps.isEmpty() || wraps.size() > Header.MAX_RECIPIENTS) {
            throw new IllegalArgumentException("a sealed request has 1 to 3 wraps");
        }
    }

    /** SHA-256 over the ciphertext: what the log keeps, what the client signs, what each wrap is bound to. */
    public Digest ciphertextDigest() {
        return Digest.sha256(ciphertext.toArray());
    }
}
