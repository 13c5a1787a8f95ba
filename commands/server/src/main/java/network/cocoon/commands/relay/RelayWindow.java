package network.cocoon.commands.relay;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.FrameFormat;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.frames.ResponseMessage;
import org.jspecify.annotations.Nullable;

/**
 * The rule of one attempt's answer, without clock, lock or signature: which message may pass now, and which head that
 * passed the app may acknowledge. At most the attempt's window of frames passes beyond the last acknowledged head, and at
 * most that many heads are remembered.
 */
final class RelayWindow {

    private static final int KEY_AT = 1;
    private static final int KEY_BYTES = 32;
    private static final int FINAL_AT = 4;
    private static final int SHORTEST_FRAME = 5 + 16;

    private final Attempt attempt;
    private final Deque<Passed> heads = new ArrayDeque<>();
    private Digest chain;
    private boolean opened;
    private boolean last;
    private boolean whole;
    private int frames;
    private int head;
    private int acknowledged;
    private TokenUsage usage = TokenUsage.NONE;
    private @Nullable Acknowledgement highest;

    RelayWindow(Attempt attempt) {
        this.attempt = attempt;
        this.chain = attempt.headerHash();
    }

    private record Passed(int sequence, ResponseMessage.SignedHead signed) {}

    /** What becomes of a message; everything but the first two is the worker's fault. */
    enum Verdict {
        PASSES,
        /** Until more is acknowledged. */
        WAITS,
        /** Not this attempt's opening, or not the first message. */
        WRONG_OPENING,
        /** Before the opening, out of order, beyond the final one, or not of a frame's form. */
        WRONG_FRAME,
        /** A whole window of frames and no head that could be acknowledged. */
        HEAD_DUE,
        /** Not of what passed, or of what an earlier one covers. */
        WRONG_HEAD,
        /** Before the final frame, or again. */
        WRONG_RECEIPT;

        boolean isFault() {
            return this != PASSES && this != WAITS;
        }
    }

    /** Where a head stands that somebody acknowledges. */
    enum Standing {
        /** It passed here and goes beyond the last one. */
        NEW,
        /** Another that covers as much was acknowledged before. */
        OLD,
        /** It did not pass here. */
        UNKNOWN
    }

    Attempt attempt() {
        return attempt;
    }

    /** Lets the message pass, or says why not and changes nothing. */
    Verdict offer(ResponseMessage message) {
        return switch (message) {
            case ResponseMessage.Opening opening -> open(opening.bytes().toArray());
            case ResponseMessage.Frame frame -> frame(frame.bytes().toArray());
            case ResponseMessage.SignedHead signed -> head(signed);
            case ResponseMessage.Receipt _ -> receipt();
        };
    }

    private Verdict open(byte[] message) {
        if (opened || !FrameFormat.isOpening(message)) {
            return Verdict.WRONG_OPENING;
        }
        String key = HexFormat.of().formatHex(message, KEY_AT, KEY_AT + KEY_BYTES);
        int number = ByteBuffer.wrap(message).getInt(KEY_AT + KEY_BYTES);
        if (!key.equals(attempt.key().value()) || number != attempt.number()) {
            return Verdict.WRONG_OPENING;
        }
        opened = true;
        chain = FrameFormat.chain(chain, message);
        return Verdict.PASSES;
    }

    private Verdict frame(byte[] message) {
        if (!opened
                || last
                || message.length < SHORTEST_FRAME
                || message.length > FrameFormat.MAX_FRAME_BYTES
                || ByteBuffer.wrap(message).getInt() != frames
                || (message[FINAL_AT] & ~1) != 0
                || frames >= FrameFormat.MAX_FRAMES) {
            return Verdict.WRONG_FRAME;
        }
        if (frames - head >= attempt.window()) {
            return Verdict.HEAD_DUE;
        }
        if (frames - acknowledged >= attempt.window()) {
            return Verdict.WAITS;
        }
        chain = FrameFormat.chain(chain, message);
        frames++;
        last = message[FINAL_AT] == 1;
        return Verdict.PASSES;
    }

    private Verdict head(ResponseMessage.SignedHead signed) {
        Head facts;
        try {
            facts = HeadCodec.decode(signed.head());
        } catch (EnvelopeException e) {
            return Verdict.WRONG_HEAD;
        }
        if (whole
                || facts.sequence() != frames
                || frames == head
                || facts.attempt() != attempt.number()
                || !facts.headerHash().equals(attempt.headerHash())
                || !facts.chain().equals(chain)
                || !atLeast(facts.usage(), usage)) {
            return Verdict.WRONG_HEAD;
        }
        head = frames;
        usage = facts.usage();
        heads.addLast(new Passed(frames, signed));
        return Verdict.PASSES;
    }

    private Verdict receipt() {
        if (!last || whole) {
            return Verdict.WRONG_RECEIPT;
        }
        whole = true;
        return Verdict.PASSES;
    }

    private static boolean atLeast(TokenUsage now, TokenUsage before) {
        return now.prompt() >= before.prompt()
                && now.cached() >= before.cached()
                && now.completion() >= before.completion()
                && now.reasoning() >= before.reasoning();
    }

    /** @param facts decoded from the acknowledgement's head */
    Standing standing(Head facts, Acknowledgement acknowledgement) {
        if (facts.attempt() != attempt.number() || !facts.headerHash().equals(attempt.headerHash())) {
            return Standing.UNKNOWN;
        }
        if (facts.sequence() <= acknowledged) {
            return Standing.OLD;
        }
        var signed = new ResponseMessage.SignedHead(acknowledgement.head(), acknowledgement.headSignature());
        return heads.stream().anyMatch(passed -> passed.signed().equals(signed)) ? Standing.NEW : Standing.UNKNOWN;
    }

    /** Moves the window; false where the head is not {@link Standing#NEW}. Its signatures are the caller's to check. */
    boolean acknowledge(Head facts, Acknowledgement acknowledgement) {
        if (standing(facts, acknowledgement) != Standing.NEW) {
            return false;
        }
        acknowledged = facts.sequence();
        highest = acknowledgement;
        heads.removeIf(passed -> passed.sequence() <= acknowledged);
        return true;
    }

    /** What is billed if the answer ends now, if anything. */
    Optional<Acknowledgement> highest() {
        return Optional.ofNullable(highest);
    }

    /** Frames up to the last acknowledged head. */
    int acknowledged() {
        return acknowledged;
    }

    /** Frames that passed. */
    int frames() {
        return frames;
    }

    /** Heads that passed and are not acknowledged. */
    int heads() {
        return heads.size();
    }

    /** Whether everything passed, the receipt too. */
    boolean whole() {
        return whole;
    }
}
