package network.cocoon.workers.gpu.run;

import java.io.IOException;
import java.time.Instant;
import network.cocoon.domain.envelope.FrameContent;
import network.cocoon.domain.envelope.ResponseSealer;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.wire.frames.ReceiptTrailer;
import network.cocoon.wire.frames.ResponseMessage;
import network.cocoon.workers.gpu.operator.FrameUpload;

/**
 * Seals what leaves, in order. A head follows the frames it covers, none the final one: the receipt is the last head.
 */
final class SealedFrames {

    private final ResponseSealer sealer;
    private final HeadSigner heads;
    private final FrameUpload upload;

    SealedFrames(ResponseSealer sealer, HeadSigner heads, FrameUpload upload) throws IOException {
        this.sealer = sealer;
        this.heads = heads;
        this.upload = upload;
        upload.send(new ResponseMessage.Opening(Bytes.of(sealer.opening())).encode());
    }

    /**
     * @param content UTF-8 JSON
     * @param owed for all that was sent, this included
     */
    void send(byte[] content, TokenUsage owed, Instant now) throws IOException {
        byte[] sealed = sealer.seal(new FrameContent.Delta(Bytes.of(content)));
        upload.send(new ResponseMessage.Frame(Bytes.of(sealed)).encode());
        if (heads.due(now)) {
            upload.send(heads.sign(sealer, owed, now).encode());
        }
    }

    /** The authenticated end, and the receipt it names. Returns when the relay has both: true where it is billed already. */
    boolean end(FrameContent.Final last, ReceiptTrailer receipt) throws IOException {
        upload.send(new ResponseMessage.Frame(Bytes.of(sealer.seal(last))).encode());
        upload.send(new ResponseMessage.Receipt(receipt).encode());
        return upload.finish();
    }
}
