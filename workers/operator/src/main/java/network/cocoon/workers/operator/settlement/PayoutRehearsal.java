package network.cocoon.workers.operator.settlement;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.PayoutBatch;
import network.cocoon.workers.operator.port.Rehearsal;
import network.cocoon.workers.operator.port.Rehearsal.Tried;
import network.cocoon.workers.operator.port.RehearsalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exact message, tried on a copy of the wallet: it is accepted, the list that the wallet sends itself is carried out and pays
 * what the batch says to whom it says, and the same message is refused from then on.
 */
public final class PayoutRehearsal implements MessageCheck {

    private static final Logger LOG = LoggerFactory.getLogger(PayoutRehearsal.class);

    private final Rehearsal rehearsal;

    public PayoutRehearsal(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    @Override
    public Optional<Fault> fault(AccountSnapshot wallet, Cell message, PayoutBatch batch) {
        Optional<Fault> fault;
        try {
            fault = tried(wallet, message, batch);
        } catch (RehearsalException e) {
            LOG.warn("rehearsal_failed batch={} reason={}", batch.id().value(), e.getMessage());
            return Optional.of(Fault.NOT_TRIED);
        }
        fault.ifPresent(it -> LOG.warn("rehearsal batch={} fault={}", batch.id().value(), it));
        return fault;
    }

    private Optional<Fault> tried(AccountSnapshot wallet, Cell message, PayoutBatch batch) {
        if (!(rehearsal.of(wallet, message) instanceof Tried.Done accepted) || accepted.aborted()) {
            return Optional.of(Fault.REFUSED);
        }
        if (accepted.sent().size() != 1 || !accepted.sent().getFirst().to().equals(wallet.address())) {
            return Optional.of(Fault.LIST_NOT_SENT);
        }
        Cell list = accepted.sent().getFirst().message();
        if (!(rehearsal.of(accepted.after(), list) instanceof Tried.Done paid) || paid.aborted()) {
            return Optional.of(Fault.LIST_FAILED);
        }
        if (!paid(paid).equals(owed(batch))) {
            return Optional.of(Fault.PAYS_OTHERWISE);
        }
        return rehearsal.of(paid.after(), message) instanceof Tried.Refused
                ? Optional.empty()
                : Optional.of(Fault.TAKEN_TWICE);
    }

    private record Paid(TonAddress to, Nanoton amount) {}

    private static List<Paid> paid(Tried.Done list) {
        return sorted(list.sent().stream().map(sent -> new Paid(sent.to(), sent.value())));
    }

    private static List<Paid> owed(PayoutBatch batch) {
        return sorted(batch.payouts().stream().map(p -> new Paid(p.to(), p.amount())));
    }

    private static List<Paid> sorted(Stream<Paid> payments) {
        return payments.sorted(Comparator.comparing((Paid p) -> p.to().raw()).thenComparing(Paid::amount))
                .toList();
    }
}
