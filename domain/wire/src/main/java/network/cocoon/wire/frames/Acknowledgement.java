package network.cocoon.wire.frames;

import network.cocoon.domain.kernel.Bytes;

/**
 * An app's word that it has everything up to a head: 64 bytes of its signature, 64 of the worker's, then the head's
 * canonical bytes. It stands for itself, so any node can keep it, not only the one that relayed the head.
 */
public record Acknowledgement(Bytes head, Bytes headSignature, Bytes signature) {

    /**
     * Header of a call that brings one, of an app that does not reach the node which relays its answer: any other is to keep
     * it, even if it believes that node alive.
     */
    public static final String RELAY_UNREACHABLE = "X-Cocoon-Relay-Unreachable";

    public byte[] encode() {
        return Messages.join(signature, headSignature, head);
    }

    /** Throws {@link IllegalArgumentException} for a size that no acknowledgement has. */
    public static Acknowledgement decode(byte[] message) {
        return new Acknowledgement(
                Messages.rest(message, 2 * Messages.SIGNATURE_BYTES, Messages.MAX_HEAD),
                Messages.part(message, Messages.SIGNATURE_BYTES, Messages.SIGNATURE_BYTES),
                Messages.part(message, 0, Messages.SIGNATURE_BYTES));
    }
}
