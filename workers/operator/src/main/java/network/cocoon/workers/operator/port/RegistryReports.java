package network.cocoon.workers.operator.port;

import network.cocoon.wire.ton.TonAddress;

/**
 * What the operator's books are told of the registry on chain. A method that returns has stored durably; one that throws may
 * or may not have. Reports come at least once, by one operator or several, in the order of the chain. A place never moves
 * backwards: one with a lower logical time than what stands is ignored.
 */
public interface RegistryReports extends Alarms {

    /**
     * The entry and the place behind it are stored together. Recognised by registry and order.
     *
     * <p>Throws {@link ReportRefusedException} where the books have another journal.
     */
    void published(RegistryPublished fact, RegistryPlace after);

    /**
     * The place moves after the checkpoint is stored. Recognised by the transaction.
     *
     * <p>Throws {@link ReportRefusedException} where the books never sealed this checkpoint.
     */
    void anchored(RegistryAnchored fact, RegistryPlace after);

    /** What came since was no order. */
    void followed(TonAddress registry, RegistryPlace place);

    /** What the registry is like now. */
    void seen(RegistrySeen sight);
}
