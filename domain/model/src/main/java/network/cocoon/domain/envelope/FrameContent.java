package network.cocoon.domain.envelope;

import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.TokenUsage;

/** What a sealed frame says. */
public sealed interface FrameContent extends Plaintext {

    /**
     * A piece of the answer.
     *
     * @param json UTF-8 JSON, opaque here, at most {@link FramePadding#MAX_CONTENT} bytes
     */
    record Delta(Bytes json) implements FrameContent {

        public Delta {
            if (json.length() > FramePadding.MAX_CONTENT) {
                throw new EnvelopeException(EnvelopeFault.MALFORMED_FRAME);
            }
        }

        @Override
        public int size() {
            return json.length();
        }

        @Override
        public String toString() {
            return "Delta[" + json.length() + " bytes]";
        }
    }

    /**
     * The authenticated end of the answer.
     *
     * @param usage   what was counted, as the receipt has it
     * @param receipt SHA-256 of the receipt's canonical bytes
     */
    record Final(TokenUsage usage, Digest receipt) implements FrameContent {

        @Override
        public int size() {
            return FramePadding.FINAL_BYTES;
        }

        @Override
        public String toString() {
            return "Final[" + size() + " bytes]";
        }
    }
}
