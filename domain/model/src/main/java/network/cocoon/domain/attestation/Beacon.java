package network.cocoon.domain.attestation;

import network.cocoon.domain.attestation.codec.FieldReader;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * What makes a key new to everybody: the verifier's nonce, which only the verifier need believe, and a masterchain block,
 * which anybody can look up. The key statement carries the digest of both, so its own encoding is the same with a chain and
 * without, and the two stand beside it in the evidence.
 *
 * @param nonce 32 bytes
 */
public record Beacon(Bytes nonce, MasterBlock block) {

    static final int MAX_BYTES = 256;

    private static final String TAG = "cocoon/beacon/v1";
    private static final int NONCE = 32;

    public Beacon {
        if (nonce.length() != NONCE) {
            throw new IllegalArgumentException("a nonce has 32 bytes, not " + nonce.length());
        }
    }

    /** What a key statement carries: SHA-256 of the encoding, which starts with its own domain tag. */
    public Bytes digest() {
        return Bytes.of(Digest.sha256(encode()).raw());
    }

    public byte[] encode() {
        FieldWriter out = new FieldWriter(TAG).bytes(nonce);
        block.write(out);
        return out.toArray();
    }

    /** Throws {@link IllegalArgumentException} on anything that {@link #encode} would not have written. */
    public static Beacon decode(byte[] encoded) {
        FieldReader in = new FieldReader(TAG, encoded);
        Beacon beacon = new Beacon(in.field(NONCE), MasterBlock.read(in));
        in.end();
        return beacon;
    }
}
