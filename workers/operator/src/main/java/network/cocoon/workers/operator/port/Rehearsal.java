package network.cocoon.workers.operator.port;

import java.util.List;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;

/** Tries what would become of a message, on a copy of the account. Nothing of it reaches the chain. */
@FunctionalInterface
public interface Rehearsal {

    /**
     * What the account, as it is, would make of the message at the time it was seen.
     *
     * @param message whole: from outside, or as it left another account
     * @throws RehearsalException where that cannot be found out
     */
    Tried of(AccountSnapshot account, Cell message);

    /** What became of it. */
    sealed interface Tried {

        /**
         * Nothing: the contract did not accept it, and nobody would pay.
         *
         * @param exitCode of its code; 0 where none ran
         */
        record Refused(int exitCode) implements Tried {}

        /**
         * A transaction.
         *
         * @param after   the account as it would be left, seen at the same block
         * @param aborted whether the contract's state would not change
         * @param sent    to other accounts, in order
         */
        record Done(AccountSnapshot after, boolean aborted, List<Sent> sent) implements Tried {
            public Done {
                sent = List.copyOf(sent);
            }
        }
    }

    /** @param message whole, as the next account would get it */
    record Sent(TonAddress to, Nanoton value, Cell message) {}
}
