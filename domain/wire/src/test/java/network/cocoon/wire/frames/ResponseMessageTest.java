package network.cocoon.wire.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.Test;

class ResponseMessageTest {

    private static final Bytes SIGNATURE = Bytes.of(new byte[64]);

    @Property(tries = 100)
    void messagesRoundTrip(@ForAll @Size(min = 1, max = 1024) byte[] content) {
        Bytes bytes = Bytes.of(content);
        for (ResponseMessage message : List.of(
                new ResponseMessage.Opening(bytes),
                new ResponseMessage.Frame(bytes),
                new ResponseMessage.SignedHead(bytes, SIGNATURE),
                new ResponseMessage.Receipt(new ReceiptTrailer(bytes, SIGNATURE)))) {
            assertThat(ResponseMessage.decode(message.encode())).isEqualTo(message);
        }
        Acknowledgement acknowledgement = new Acknowledgement(bytes, SIGNATURE, SIGNATURE);
        assertThat(Acknowledgement.decode(acknowledgement.encode())).isEqualTo(acknowledgement);
    }

    @Property(tries = 500)
    void anythingElseIsRefusedAndNothingWorse(@ForAll @Size(max = 200) byte[] content) {
        try {
            assertThat(ResponseMessage.decode(content).encode()).isEqualTo(content);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void sizesAreBounded() {
        for (byte[] wrong : List.of(
                new byte[0],
                new byte[] {2},
                new byte[] {9, 1},
                head(0),
                head(1025),
                new byte[FrameWriter.MAX_FRAME + 1])) {
            assertThatThrownBy(() -> ResponseMessage.decode(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Acknowledgement.decode(new byte[128])).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] head(int bytes) {
        byte[] message = new byte[1 + 64 + bytes];
        message[0] = 3;
        return message;
    }
}
