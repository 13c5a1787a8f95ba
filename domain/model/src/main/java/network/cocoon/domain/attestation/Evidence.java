package network.cocoon.domain.attestation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import network.cocoon.domain.attestation.codec.FieldReader;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * Everything a verdict is computed from, but the policy and the time.
 *
 * @param quote as the machine gave it; zero padding after the quote is allowed
 * @param beacon what the statement's beacon is the digest of; none where it is the verifier's bare nonce
 */
public record Evidence(Bytes quote, Collateral collateral, KeyStatement statement, Optional<Beacon> beacon) {

    /** In bytes. Real quotes have about 5 KiB, a whole guest buffer 8 to 16 KiB. */
    public static final int MAX_QUOTE = 64 * 1024;

    /** Without a block, as it was before there were any: what is in the log keeps its digest. */
    private static final String TAG = "cocoon/evidence/v1";

    private static final String TAG_WITH_BLOCK = "cocoon/evidence/v2";
    private static final int MAX_COLLATERAL = 8 * Collateral.MAX_PART;
    private static final int MAX_STATEMENT = 16 * 1024;

    public Evidence {
        if (quote.length() > MAX_QUOTE) {
            throw new IllegalArgumentException("a quote has at most " + MAX_QUOTE + " bytes");
        }
        if (beacon.isPresent() && !beacon.get().digest().equals(statement.beacon())) {
            throw new IllegalArgumentException("the statement's beacon is not the digest of this nonce and block");
        }
    }

    /** Under the verifier's nonce alone. */
    public Evidence(Bytes quote, Collateral collateral, KeyStatement statement) {
        this(quote, collateral, statement, Optional.empty());
    }

    /** The verifier's nonce. */
    public Bytes nonce() {
        return beacon.map(Beacon::nonce).orElse(statement.beacon());
    }

    public Digest digest() {
        return Digest.sha256(encode());
    }

    public byte[] encode() {
        FieldWriter out = new FieldWriter(beacon.isPresent() ? TAG_WITH_BLOCK : TAG)
                .bytes(quote)
                .bytes(collateral.encode())
                .bytes(statement.encode());
        beacon.ifPresent(it -> out.bytes(it.encode()));
        return out.toArray();
    }

    /** Throws {@link IllegalArgumentException} on anything that {@link #encode} would not have written. */
    public static Evidence decode(byte[] encoded) {
        boolean withBlock = begins(encoded, TAG_WITH_BLOCK);
        FieldReader in = new FieldReader(withBlock ? TAG_WITH_BLOCK : TAG, encoded);
        Evidence evidence = new Evidence(
                in.field(MAX_QUOTE),
                Collateral.decode(in.bytes(MAX_COLLATERAL)),
                KeyStatement.decode(in.bytes(MAX_STATEMENT)),
                withBlock ? Optional.of(Beacon.decode(in.bytes(Beacon.MAX_BYTES))) : Optional.empty());
        in.end();
        return evidence;
    }

    private static boolean begins(byte[] encoded, String tag) {
        byte[] expected = tag.getBytes(StandardCharsets.US_ASCII);
        return encoded.length >= expected.length
                && Arrays.equals(expected, 0, expected.length, encoded, 0, expected.length);
    }
}
