package network.cocoon.wire.cbor;

import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.EnvelopeFault;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.LengthClass;
import network.cocoon.domain.envelope.Suite;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerKeyId;

/**
 * A request header in canonical CBOR: a map of the fields 1 to 16. Ids and digests are byte strings without their text
 * prefixes, times are milliseconds since 1970, the suite is its HPKE KEM identifier, and field 16 names the digest
 * algorithm of the ciphertext (1 is SHA-256).
 */
public final class HeaderCodec {

    private static final int FIELDS = 16;
    private static final int SHA_256 = 1;

    private static final KnownIds<AccountId> ACCOUNTS = new KnownIds<>(16, "app_", AccountId::new);
    private static final KnownIds<ClientKeyId> CLIENT_KEYS = new KnownIds<>(32, "key_", ClientKeyId::new);
    private static final KnownIds<WorkerKeyId> WORKER_KEYS = new KnownIds<>(32, "", WorkerKeyId::new);

    private HeaderCodec() {}

    public static EncodedHeader encode(Header header) {
        Bytes bytes = new FieldWriter()
                .number(1, header.version())
                .number(2, header.suite().kemId())
                .id(3, header.request(), "")
                .id(4, header.account(), "app_")
                .id(5, header.clientKey(), "key_")
                .text(6, header.model().value())
                .digest(7, header.modelDigest())
                .digest(8, header.releaseManifest())
                .millis(9, header.notAfter())
                .number(10, header.lengthClass().bytes())
                .array(
                        11,
                        header.recipients().stream()
                                .map(key -> FieldWriter.raw(key, ""))
                                .toList())
                .digest(12, header.priceList())
                .number(13, header.maxCoefficient())
                .number(14, header.maxTokens())
                .number(15, header.maxCost().value())
                .number(16, SHA_256)
                .write();
        return new EncodedHeader(header, bytes);
    }

    /** Throws {@link EnvelopeException} (MALFORMED_HEADER) for any bytes that {@link #encode} does not make. */
    public static EncodedHeader decode(Bytes bytes) {
        try {
            return new EncodedHeader(FieldReader.read(bytes, FIELDS, HeaderCodec::read), bytes);
        } catch (CborException | IllegalArgumentException e) {
            throw new EnvelopeException(EnvelopeFault.MALFORMED_HEADER);
        }
    }

    private static Header read(FieldReader in) {
        Header header = new Header(
                in.small(1),
                Suite.ofKemId(in.number(2)),
                new RequestId(in.hex(3, 16)),
                in.id(4, ACCOUNTS),
                in.id(5, CLIENT_KEYS),
                new ModelId(in.text(6)),
                in.digest(7),
                in.digest(8),
                in.millis(9),
                new LengthClass(in.small(10)),
                in.ids(11, WORKER_KEYS),
                in.digest(12),
                in.small(13),
                in.small(14),
                in.nanoton(15));
        in.expect(16, SHA_256);
        return header;
    }
}
