package network.cocoon.client.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import network.cocoon.client.fake.FakeApp;
import network.cocoon.client.fake.FakeOperator;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.wire.chat.ChatFrame;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.frames.ResponseMessage;

/** An operator that drops, repeats, moves, changes and mixes messages: it ends an answer, and changes nothing else. */
class TamperedAnswerTest {

    enum Tampering {
        TRUNCATE,
        DROP,
        REPEAT,
        SWAP,
        FLIP,
        /** A message of an earlier answer. */
        REPLAY
    }

    private static final String PROMPT = "one two three four five six seven eight nine ten";

    @SuppressWarnings("NullAway.Init")
    private static FakeOperator network;

    @SuppressWarnings("NullAway.Init")
    private static FakeApp app;

    /** Of all tries: acknowledgements go out in the background. */
    private static final Set<Bytes> HONEST = ConcurrentHashMap.newKeySet();

    private static List<ResponseMessage> earlier = List.of();

    @BeforeContainer
    static void start() throws IOException {
        Path data = Files.createTempDirectory("cocoon-tampered");
        network = new FakeOperator();
        app = new FakeApp(network, data);
    }

    @AfterContainer
    static void stop() {
        app.close();
        network.close();
    }

    @Property(tries = 120, shrinking = ShrinkingMode.OFF)
    void nothingFalseIsHandedOutOrAcknowledged(
            @ForAll Tampering how, @ForAll @IntRange(max = 19) int at, @ForAll @IntRange(max = 2000) int where) {
        network.relay.window = 64;
        network.relay.tamper = messages -> {
            for (ResponseMessage message : messages) {
                if (message instanceof ResponseMessage.SignedHead head) {
                    HONEST.add(head.head());
                }
            }
            List<ResponseMessage> tampered = tampered(messages, how, at % messages.size(), where);
            earlier = messages;
            return tampered;
        };
        StringBuilder text = new StringBuilder();
        boolean whole = false;
        try (Answer answer = app.asker.ask(FakeApp.question(PROMPT, Duration.ofSeconds(1)))) {
            for (Optional<ChatFrame> frame = answer.next(); frame.isPresent(); frame = answer.next()) {
                if (frame.get() instanceof ChatFrame.Delta delta) {
                    text.append(delta.text());
                }
            }
            whole = answer.receipt().usage().completion() == 10;
        } catch (AskException e) {
            assertThat(e.code())
                    .isIn(
                            AskException.Code.ANSWER_REFUSED,
                            AskException.Code.ANSWER_TRUNCATED,
                            AskException.Code.RECEIPT_MISMATCH,
                            AskException.Code.TIMEOUT);
        }
        assertThat(PROMPT).startsWith(text.toString());
        assertThat(whole).isEqualTo(whole && text.toString().equals(PROMPT));
        for (Acknowledgement acknowledgement : network.relay.acknowledged) {
            assertThat(HONEST).contains(acknowledgement.head());
        }
    }

    private static List<ResponseMessage> tampered(List<ResponseMessage> messages, Tampering how, int at, int where) {
        List<ResponseMessage> out = new ArrayList<>(messages);
        int other = where % messages.size();
        switch (how) {
            case TRUNCATE -> out.subList(at, out.size()).clear();
            case DROP -> out.remove(at);
            case REPEAT -> out.add(other, out.get(at));
            case SWAP -> out.set(at, out.set(other, out.get(at)));
            case FLIP -> out.set(at, flipped(out.get(at), where));
            case REPLAY -> {
                if (!earlier.isEmpty()) {
                    out.set(at, earlier.get(at));
                }
            }
        }
        return out;
    }

    private static ResponseMessage flipped(ResponseMessage message, int where) {
        byte[] bytes = message.encode();
        // The kind stays: a message of no known kind would not get past the relay.
        bytes[1 + where % (bytes.length - 1)] ^= (byte) (1 << (where % 8));
        return ResponseMessage.decode(bytes);
    }
}
