package network.cocoon.commands.statements;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why there is no statement. */
enum StatementRefusal implements Refusal {
    /** It ends before it begins, or is longer than a year. */
    INVALID_STATEMENT;

    @Override
    public Actor mustAct() {
        return Actor.USER;
    }
}
