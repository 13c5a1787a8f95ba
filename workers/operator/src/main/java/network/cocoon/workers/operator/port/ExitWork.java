package network.cocoon.workers.operator.port;

import java.time.Instant;
import java.util.Optional;

/** What the operator's books want of the exit, read anew each round. May throw; the round is then left out. */
public interface ExitWork {

    ExitKnown known();

    /**
     * The root that is to stand next: the one that was ordered and does not stand yet, or else a new one, stored before this
     * returns, where what is owed has changed or the last one stands for long. Empty where none is due, and once the exit is open.
     *
     * <p>Throws {@link ReportRefusedException} where the books have another exit.
     *
     * @param chainTime of the newest block
     */
    Optional<ExitOrder> order(Instant chainTime);
}
