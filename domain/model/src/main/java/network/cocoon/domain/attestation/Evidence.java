package network.cocoon.domain.attestation;

import network.cocoon.domain.attestation.codec.FieldReader;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * Everything a verdict is computed from, but the policy and the time.
 *
 * @param quote as the machine gave it; zero padding after the quote is allowed
 */
public record Evidence(Bytes quote, Collateral collateral, KeyStatement statement) {

    /** In bytes. Real quotes have about 5 KiB, a whole guest buffer 8 to 16 KiB. */
    public static final int MAX_QUOTE = 64 * 1024;

    private static final String TAG = "cocoon/evidence/v1";
    private static final int MAX_COLLATERAL = 8 * Collateral.MAX_PART;
    private static final int MAX_STATEMENT = 16 * 1024;

    public Evidence {
        if (quote.length() > MAX_QUOTE) {
            throw new IllegalArgumentException("a quote has at most " + MAX_QUOTE + " bytes");
        }
    }

    public Digest digest() {
        return Digest.sha256(encode());
    }

    public byte[] encode() {
        return new FieldWriter(TAG)
                .bytes(quote)
                .bytes(collateral.encode())
                .bytes(statement.encode())
                .toArray();
    }

    /** Throws {@link IllegalArgumentException} on anything that {@link #encode} would not have written. */
    public static Evidence decode(byte[] encoded) {
        FieldReader in = new FieldReader(TAG, encoded);
        Evidence evidence = new Evidence(
                in.field(MAX_QUOTE),
                Collateral.decode(in.bytes(MAX_COLLATERAL)),
                KeyStatement.decode(in.bytes(MAX_STATEMENT)));
        in.end();
        return evidence;
    }
}
