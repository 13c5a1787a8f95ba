package network.cocoon.workers.operator.settlement;

import java.util.Optional;
import network.cocoon.wire.ton.Cell;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.PayoutBatch;

/** A last look at a message before it is stored and sent. */
@FunctionalInterface
public interface MessageCheck {

    /** For where the operator's settings say that nothing is tried: the wallet's code carries out a list whole or not at all. */
    MessageCheck NONE = (_, _, _) -> Optional.empty();

    /** Why the wallet, as it is, would not carry the message out, or nobody can say; empty where it would. */
    Optional<Fault> fault(AccountSnapshot wallet, Cell message, PayoutBatch batch);

    /** Each way in which a message is not what it should be. */
    enum Fault {
        /** The wallet would not accept it. */
        REFUSED,
        /** The wallet would accept it and not send itself the list: its number would be used up for nothing. */
        LIST_NOT_SENT,
        /** The list would fail, and nobody be paid. */
        LIST_FAILED,
        /** Others would be paid, or something else. */
        PAYS_OTHERWISE,
        /** The wallet would take the same message again. */
        TAKEN_TWICE,
        /** What tries messages does not work. */
        NOT_TRIED
    }
}
