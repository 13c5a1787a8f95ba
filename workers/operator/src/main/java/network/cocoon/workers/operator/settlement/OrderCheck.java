package network.cocoon.workers.operator.settlement;

import java.util.function.Predicate;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.Rehearsal;
import network.cocoon.workers.operator.port.RehearsalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A last look at an order to registry or exit before it is sent. */
@FunctionalInterface
public interface OrderCheck {

    /** For where the operator's settings say that nothing is tried: a contract refuses free of charge what it does not take. */
    OrderCheck NONE = (_, _, _) -> true;

    /**
     * Whether the contract, as it is, would carry the order out; false too where nobody can say.
     *
     * @param carriedOut of the contract's data afterwards; may throw {@link TonFormatException} for data of another kind
     */
    boolean passes(AccountSnapshot contract, Cell order, Predicate<Cell> carriedOut);

    /** The exact message, tried on a copy of the contract. */
    static OrderCheck by(Rehearsal rehearsal) {
        Logger log = LoggerFactory.getLogger(OrderCheck.class);
        return (contract, order, carriedOut) -> {
            String address = contract.address().raw();
            try {
                boolean passes = rehearsal.of(contract, order) instanceof Rehearsal.Tried.Done done
                        && !done.aborted()
                        && done.after().data().filter(carriedOut).isPresent();
                if (!passes) {
                    log.warn("rehearsal contract={} fault=NOT_CARRIED_OUT", address);
                }
                return passes;
            } catch (RehearsalException e) {
                log.warn("rehearsal_failed contract={} reason={}", address, e.getMessage());
                return false;
            } catch (TonFormatException e) {
                log.warn("rehearsal contract={} fault=DATA_UNREADABLE", address);
                return false;
            }
        };
    }
}
