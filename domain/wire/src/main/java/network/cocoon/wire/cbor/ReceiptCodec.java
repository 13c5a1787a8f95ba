package network.cocoon.wire.cbor;

import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.EnvelopeFault;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;

/**
 * A receipt in canonical CBOR: a map of the fields 1 to 23. Field 1 is the version (1), field 2 the signature algorithm
 * (1 is Ed25519), so that the algorithm is under the signature.
 */
public final class ReceiptCodec {

    private static final int FIELDS = 23;
    private static final int VERSION = 1;
    private static final int ED25519 = 1;

    private static final KnownIds<WorkerId> WORKERS = new KnownIds<>(16, "gpu_", WorkerId::new);
    private static final KnownIds<WorkerKeyId> WORKER_KEYS = new KnownIds<>(32, "", WorkerKeyId::new);

    private ReceiptCodec() {}

    public static Bytes encode(Receipt receipt) {
        return new FieldWriter()
                .number(1, VERSION)
                .number(2, ED25519)
                .id(3, receipt.request(), "")
                .digest(4, receipt.headerHash())
                .digest(5, receipt.ciphertext())
                .digest(6, receipt.chain())
                .id(7, receipt.worker(), "gpu_")
                .id(8, receipt.key(), "")
                .digest(9, receipt.evidence())
                .number(10, receipt.attempt())
                .bytes(11, receipt.assignmentSignature())
                .digest(12, receipt.model())
                .digest(13, receipt.engine())
                .number(14, receipt.usage().prompt())
                .number(15, receipt.usage().cached())
                .number(16, receipt.usage().completion())
                .number(17, receipt.usage().reasoning())
                .digest(18, receipt.priceList())
                .number(19, receipt.coefficient())
                .number(20, receipt.cost().value())
                .millis(21, receipt.started())
                .millis(22, receipt.firstToken())
                .millis(23, receipt.finished())
                .write();
    }

    /** Throws {@link EnvelopeException} (MALFORMED_RECEIPT) for any bytes that {@link #encode} does not make. */
    public static Receipt decode(Bytes bytes) {
        try {
            return FieldReader.read(bytes, FIELDS, ReceiptCodec::read);
        } catch (CborException | IllegalArgumentException e) {
            throw new EnvelopeException(EnvelopeFault.MALFORMED_RECEIPT);
        }
    }

    private static Receipt read(FieldReader in) {
        in.expect(1, VERSION);
        in.expect(2, ED25519);
        return new Receipt(
                new RequestId(in.hex(3, 16)),
                in.digest(4),
                in.digest(5),
                in.digest(6),
                in.id(7, WORKERS),
                in.id(8, WORKER_KEYS),
                in.digest(9),
                in.small(10),
                in.bytes(11),
                in.digest(12),
                in.digest(13),
                new TokenUsage(in.small(14), in.small(15), in.small(16), in.small(17)),
                in.digest(18),
                in.small(19),
                in.nanoton(20),
                in.millis(21),
                in.millis(22),
                in.millis(23));
    }
}
