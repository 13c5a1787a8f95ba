package network.cocoon.wire.cbor;

import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.EnvelopeFault;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.TokenUsage;

/**
 * A head in canonical CBOR: a map of the fields 1 to 10. Field 1 is the version (1), field 2 the signature algorithm (1 is
 * Ed25519), so that the algorithm is under the signature.
 */
public final class HeadCodec {

    private static final int FIELDS = 10;
    private static final int VERSION = 1;
    private static final int ED25519 = 1;

    private HeadCodec() {}

    public static Bytes encode(Head head) {
        return new FieldWriter()
                .number(1, VERSION)
                .number(2, ED25519)
                .digest(3, head.headerHash())
                .number(4, head.attempt())
                .number(5, head.sequence())
                .number(6, head.usage().prompt())
                .number(7, head.usage().cached())
                .number(8, head.usage().completion())
                .number(9, head.usage().reasoning())
                .digest(10, head.chain())
                .write();
    }

    /** Throws {@link EnvelopeException} (MALFORMED_HEAD) for any bytes that {@link #encode} does not make. */
    public static Head decode(Bytes bytes) {
        try {
            return FieldReader.read(bytes, FIELDS, HeadCodec::read);
        } catch (CborException | IllegalArgumentException e) {
            throw new EnvelopeException(EnvelopeFault.MALFORMED_HEAD);
        }
    }

    private static Head read(FieldReader in) {
        in.expect(1, VERSION);
        in.expect(2, ED25519);
        return new Head(
                in.digest(3),
                in.small(4),
                in.small(5),
                new TokenUsage(in.small(6), in.small(7), in.small(8), in.small(9)),
                in.digest(10));
    }
}
