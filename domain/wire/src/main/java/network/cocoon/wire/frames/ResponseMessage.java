package network.cocoon.wire.frames;

import network.cocoon.domain.kernel.Bytes;

/**
 * One message of a response stream: a byte that says what it is, then its bytes. Only {@link Frame} is sealed; nothing in
 * the others is secret, and the relay reads them to know how far an answer is.
 */
public sealed interface ResponseMessage {

    /** Who answers, which attempt, under which nonce (domain.envelope.FrameFormat). First; again where another takes over. */
    record Opening(Bytes bytes) implements ResponseMessage {}

    /** A sealed frame. */
    record Frame(Bytes bytes) implements ResponseMessage {}

    /** So much was sent and is owed: canonical bytes (wire.cbor.HeadCodec) and the worker's signature. */
    record SignedHead(Bytes head, Bytes signature) implements ResponseMessage {}

    /** After the final frame, which names its digest. */
    record Receipt(ReceiptTrailer trailer) implements ResponseMessage {}

    /** As it goes into {@link FrameWriter}. */
    default byte[] encode() {
        return switch (this) {
            case Opening opening -> Messages.join(Messages.OPENING, opening.bytes());
            case Frame frame -> Messages.join(Messages.FRAME, frame.bytes());
            case SignedHead head -> Messages.join(Messages.HEAD, head.signature(), head.head());
            case Receipt receipt ->
                Messages.join(Messages.RECEIPT, Bytes.of(receipt.trailer().encode()));
        };
    }

    /**
     * Throws {@link IllegalArgumentException} for an unknown kind, or a size that it cannot have. What is inside is for
     * whoever uses it to check.
     */
    static ResponseMessage decode(byte[] message) {
        if (message.length < 2 || message.length > FrameWriter.MAX_FRAME) {
            throw new IllegalArgumentException("a response message has 2 to " + FrameWriter.MAX_FRAME + " bytes");
        }
        return switch (message[0]) {
            case Messages.OPENING -> new Opening(Messages.rest(message, 1));
            case Messages.FRAME -> new Frame(Messages.rest(message, 1));
            case Messages.HEAD ->
                new SignedHead(
                        Messages.rest(message, 1 + Messages.SIGNATURE_BYTES, Messages.MAX_HEAD),
                        Messages.part(message, 1, Messages.SIGNATURE_BYTES));
            case Messages.RECEIPT ->
                new Receipt(ReceiptTrailer.decode(Messages.rest(message, 1).toArray()));
            default -> throw new IllegalArgumentException("a response message of no known kind");
        };
    }
}
