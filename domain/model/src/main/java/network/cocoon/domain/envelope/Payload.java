package network.cocoon.domain.envelope;

import java.util.Arrays;

/** What is sealed in a request: the prompt as opaque bytes. Mutable only in that {@link #destroy} overwrites it. */
public final class Payload implements Plaintext {

    private final byte[] content;

    private Payload(byte[] content) {
        this.content = content;
    }

    /** Copies {@code content}. Throws {@link EnvelopeException} (PAYLOAD_TOO_LARGE) above {@link LengthClass#MAX_PAYLOAD}. */
    public static Payload of(byte[] content) {
        if (content.length > LengthClass.MAX_PAYLOAD) {
            throw new EnvelopeException(EnvelopeFault.PAYLOAD_TOO_LARGE);
        }
        return new Payload(content.clone());
    }

    /** A copy. */
    public byte[] toArray() {
        return content.clone();
    }

    @Override
    public int size() {
        return content.length;
    }

    /** Overwrites this copy with zeros. */
    public void destroy() {
        Arrays.fill(content, (byte) 0);
    }

    @Override
    public String toString() {
        return "Payload[" + content.length + " bytes]";
    }
}
