package network.cocoon.commands.completion;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.inflight.HeadRow;
import network.cocoon.commands.inflight.HeadTable;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.inference.AcknowledgedHead;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.cbor.HeadCodec;
import org.springframework.stereotype.Component;

/** What an answer that breaks off is billed by. */
@Component
class Bills {

    private static final Set<InferenceRefusal> ABOUT_THE_HEAD = Set.of(
            InferenceRefusal.HEAD_MISMATCH,
            InferenceRefusal.TOO_MANY_TOKENS,
            InferenceRefusal.INVALID_HEAD_SIGNATURE,
            InferenceRefusal.INVALID_ACKNOWLEDGEMENT);

    private final HeadTable heads;
    private final AnswerKeys keys;

    Bills(HeadTable heads, AnswerKeys keys) {
        this.heads = heads;
        this.keys = keys;
    }

    /**
     * The highest head of the row's running attempt. What this node relayed it knows best, unless the app reached another
     * node only and told that one; so the table counts too.
     */
    Optional<HeadRow> highest(RequestRow row, Answers.Held held) {
        if (row.state() != State.ASSIGNED) {
            return Optional.empty();
        }
        return Stream.concat(held.highest().stream(), heads.find(row.request()).stream())
                .filter(head -> head.attempt() == row.attempt())
                .max(Comparator.comparingInt(HeadRow::sequence));
    }

    /** Whether a frame of a running attempt may have passed at another node, for whoever has the row locked. */
    boolean mayHaveBegun(RequestRow locked) {
        return heads.begun(locked.request(), locked.attempt());
    }

    /**
     * For the decider, which checks both signatures.
     *
     * @throws RefusedException MALFORMED_HEAD, or where a key that must have signed it is not known
     */
    AcknowledgedHead toBill(RequestRow row, HeadRow head) {
        if (row.worker() == null) {
            throw new IllegalStateException("an acknowledged head of a request that nobody has");
        }
        try {
            return new AcknowledgedHead(
                    head.head(),
                    HeadCodec.decode(head.head()),
                    head.headSignature(),
                    head.acknowledgement(),
                    keys.worker(row.worker(), key(row)),
                    keys.client(row.request()));
        } catch (EnvelopeException e) {
            throw new RefusedException(e.code(), "not a canonical head");
        }
    }

    /** Whether a refusal is about the head that was to be billed, so that the same ending is possible without it. */
    static boolean isAboutTheHead(RefusedException refused) {
        return refused.rejection().code() instanceof InferenceRefusal code && ABOUT_THE_HEAD.contains(code);
    }

    private static WorkerKeyId key(RequestRow row) {
        return row.candidates().stream()
                .filter(candidate -> candidate.worker().equals(row.worker()))
                .map(Candidate::key)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("assigned to a worker that is no candidate"));
    }
}
