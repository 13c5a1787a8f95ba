package network.cocoon.commands.relay;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.FrameFormat;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.frames.ReceiptTrailer;
import network.cocoon.wire.frames.ResponseMessage;

/** An answer as a worker makes it, of random bytes: a relay sees no more of a true one. */
public final class Stream {

    /** Tokens of the prompt, and of each frame. */
    public static final int PROMPT = 30;

    public static final int A_FRAME = 3;

    private final SecureRandom random = new SecureRandom();
    private final Digest headerHash;
    private final WorkerKeyId key;
    private final int attempt;
    private final SigningKey receiptKey;
    private Digest chain;
    private int frames;

    public Stream(Digest headerHash, WorkerKeyId key, int attempt, SigningKey receiptKey) {
        this.headerHash = headerHash;
        this.key = key;
        this.attempt = attempt;
        this.receiptKey = receiptKey;
        this.chain = headerHash;
    }

    public ResponseMessage.Opening opening() {
        byte[] nonce = new byte[32];
        random.nextBytes(nonce);
        byte[] bytes = ByteBuffer.allocate(69)
                .put((byte) 1)
                .put(HexFormat.of().parseHex(key.value()))
                .putInt(attempt)
                .put(nonce)
                .array();
        chain = FrameFormat.chain(chain, bytes);
        return new ResponseMessage.Opening(Bytes.of(bytes));
    }

    public ResponseMessage.Frame frame(boolean last) {
        return frame(last, 128);
    }

    ResponseMessage.Frame frame(boolean last, int sealedBytes) {
        byte[] sealed = new byte[sealedBytes];
        random.nextBytes(sealed);
        byte[] bytes = ByteBuffer.allocate(5 + sealed.length)
                .putInt(frames)
                .put((byte) (last ? 1 : 0))
                .put(sealed)
                .array();
        chain = FrameFormat.chain(chain, bytes);
        frames++;
        return new ResponseMessage.Frame(Bytes.of(bytes));
    }

    public static TokenUsage usage(int frames) {
        return new TokenUsage(PROMPT, 0, A_FRAME * frames, 0);
    }

    public ResponseMessage.SignedHead head() {
        return head(receiptKey);
    }

    public ResponseMessage.SignedHead head(SigningKey by) {
        Bytes bytes = HeadCodec.encode(new Head(headerHash, attempt, frames, usage(frames), chain));
        return new ResponseMessage.SignedHead(bytes, Heads.sign(by, bytes));
    }

    public ResponseMessage.Receipt receipt() {
        return new ResponseMessage.Receipt(new ReceiptTrailer(Bytes.of(new byte[200]), Bytes.of(new byte[64])));
    }

    public int frames() {
        return frames;
    }
}
