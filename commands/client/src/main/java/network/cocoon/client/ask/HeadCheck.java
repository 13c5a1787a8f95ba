package network.cocoon.client.ask;

import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.FrameOpener;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.frames.ResponseMessage.SignedHead;

/** Whether a worker's head says what the app itself has. The signature is looked at by whoever acknowledges it. */
final class HeadCheck {

    private final Agreement agreed;
    private final Recount counted;
    private int covered;
    private TokenUsage before = TokenUsage.NONE;

    HeadCheck(Agreement agreed, Recount counted) {
        this.agreed = agreed;
        this.counted = counted;
    }

    /** Throws {@link AskException} (ANSWER_REFUSED) where anything in it is not as this app saw it. */
    void check(SignedHead signed, FrameOpener answer) {
        Head head;
        try {
            head = HeadCodec.decode(signed.head());
        } catch (EnvelopeException e) {
            throw refused("form");
        }
        TokenUsage usage = head.usage();
        demand("header", head.headerHash().equals(agreed.header().hash()));
        demand("attempt", head.attempt() == answer.attempt());
        demand("sequence", head.sequence() == answer.sequence() && head.sequence() > covered && !answer.ended());
        demand("chain", head.chain().equals(answer.chain()));
        demand("tokens", usage.total() <= agreed.header().header().maxTokens());
        demand("usage", covers(usage, before));
        demand("count", counted.allows(usage));
        covered = head.sequence();
        before = usage;
    }

    private static boolean covers(TokenUsage now, TokenUsage before) {
        return now.prompt() >= before.prompt()
                && now.cached() >= before.cached()
                && now.completion() >= before.completion()
                && now.reasoning() >= before.reasoning();
    }

    private static void demand(String what, boolean holds) {
        if (!holds) {
            throw refused(what);
        }
    }

    static AskException refused(String what) {
        return new AskException(
                AskException.Code.ANSWER_REFUSED, "the worker's head does not agree with its answer: " + what);
    }
}
