package network.cocoon.domain.transparency;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why a checkpoint, or its anchor, is refused. */
public enum TransparencyRefusal implements Refusal {
    /** The log does not shrink, and one size has one root. */
    CHECKPOINT_NOT_INCREASED,
    /** It was never sealed, or so long ago that nothing can be under way with it. */
    CHECKPOINT_UNKNOWN,
    /** No such transaction can be. */
    INVALID_ANCHOR,
    /** The chain is said to have taken a later checkpoint earlier. */
    ANCHOR_CONTRADICTION;

    @Override
    public Actor mustAct() {
        return Actor.OPERATOR;
    }
}
