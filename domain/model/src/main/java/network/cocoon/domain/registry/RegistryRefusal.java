package network.cocoon.domain.registry;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why the registry refuses. */
public enum RegistryRefusal implements Refusal {
    /** The model is not listed. */
    MODEL_NOT_LISTED,
    /** Family, context or note outside its bounds. */
    INVALID_MODEL,
    /** Price or fee outside its bounds. */
    INVALID_PRICE,
    /** No price was ordered, or it does not stand on chain for long enough. */
    PRICE_NOT_DUE,
    /** A note or reason that is too long. */
    INVALID_NOTE,
    /** The measurement was revoked; a revocation is for ever. */
    MEASUREMENT_WAS_REVOKED,
    /** The measurement was never allowed, so there is nothing to revoke. */
    MEASUREMENT_NOT_ALLOWED,
    /** The journal on chain is not the one that the log knows. */
    JOURNAL_DIFFERS;

    @Override
    public Actor mustAct() {
        return Actor.OPERATOR;
    }
}
