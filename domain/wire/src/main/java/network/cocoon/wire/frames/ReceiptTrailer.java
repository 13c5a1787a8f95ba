package network.cocoon.wire.frames;

import java.util.Arrays;
import network.cocoon.domain.kernel.Bytes;

/**
 * The last message of a response stream, after the sealed final frame: 64 bytes of signature, then the receipt's
 * canonical bytes. It is not sealed, for nothing in it is secret; and it cannot be inside a frame, for the receipt
 * covers them all. The final frame names its digest.
 */
public record ReceiptTrailer(Bytes receipt, Bytes signature) {

    private static final int SIGNATURE_BYTES = 64;
    private static final int MAX_RECEIPT = 8 * 1024;

    public byte[] encode() {
        byte[] out = Arrays.copyOf(signature.toArray(), SIGNATURE_BYTES + receipt.length());
        System.arraycopy(receipt.toArray(), 0, out, SIGNATURE_BYTES, receipt.length());
        return out;
    }

    /** Throws {@link IllegalArgumentException} for a size that no trailer has. */
    public static ReceiptTrailer decode(byte[] message) {
        if (message.length <= SIGNATURE_BYTES || message.length > SIGNATURE_BYTES + MAX_RECEIPT) {
            throw new IllegalArgumentException(
                    "a receipt trailer has 65 to " + (SIGNATURE_BYTES + MAX_RECEIPT) + " bytes");
        }
        return new ReceiptTrailer(
                Bytes.of(Arrays.copyOfRange(message, SIGNATURE_BYTES, message.length)),
                Bytes.of(Arrays.copyOf(message, SIGNATURE_BYTES)));
    }
}
