package network.cocoon.commands.settlement;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.settlement.Batch;
import network.cocoon.domain.settlement.OrderedTransfer;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementRefusal;
import network.cocoon.domain.settlement.SettlementState;
import network.cocoon.domain.settlement.Transfer;
import network.cocoon.domain.settlement.TransferPurpose;
import network.cocoon.wire.api.OperatorApi.TransferOrder;
import network.cocoon.wire.api.OperatorApi.TransferState;
import network.cocoon.wire.api.OperatorApi.TransferStatus;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import org.springframework.stereotype.Service;

/**
 * What the operator takes out of the network's wallet. The payouts' sender carries it out behind all payouts, and refuses
 * it where the wallet would not keep what providers are owed: only the sender sees what the wallet holds.
 */
@Service
class Transfers {

    private static final int MOST_SHOWN = 200;

    private final Dispatcher dispatcher;
    private final StateReader states;
    private final CocoonSettings.Ton settings;
    private final InstantSource clock;

    Transfers(Dispatcher dispatcher, StateReader states, CocoonSettings settings, InstantSource clock) {
        this.dispatcher = dispatcher;
        this.states = states;
        this.settings = settings.ton();
        this.clock = clock;
    }

    /** The same order again is the same transfer. */
    TransferStatus order(TransferOrder order) {
        if (settings.networkId() == null) {
            throw new RefusedException(PayoutRefusal.NO_CHAIN, "this network has no chain to send coins on");
        }
        Transfer transfer = new Transfer(order.id(), raw(order.to()), order.amount(), order.purpose(), order.note());
        if (transfer.purpose() == TransferPurpose.RESERVE
                && !transfer.to().equals(settings.exit().contract())) {
            // It may take what providers are owed, so it may go nowhere else.
            throw new RefusedException(
                    PayoutRefusal.NOT_THE_EXIT, "a reserve goes to the contract of cocoon.ton.exit.contract only");
        }
        dispatcher.dispatch(new SettlementCommand.OrderTransfer(transfer, clock.instant()));
        return newestFirst().stream()
                .filter(status -> status.id().equals(order.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("an accepted transfer is in the book"));
    }

    /** The newest first, at most 200. */
    List<TransferStatus> latest() {
        return newestFirst().stream().limit(MOST_SHOWN).toList();
    }

    private List<TransferStatus> newestFirst() {
        if (!(states.payouts() instanceof SettlementState.Payouts book)) {
            return List.of();
        }
        return book.transfers().values().stream()
                .sorted(Comparator.comparingLong(OrderedTransfer::batch).reversed())
                .map(ordered -> status(ordered, book))
                .toList();
    }

    private static TransferStatus status(OrderedTransfer ordered, SettlementState.Payouts book) {
        Transfer it = ordered.transfer();
        return new TransferStatus(
                it.id(),
                it.to(),
                it.amount(),
                it.purpose(),
                it.note(),
                ordered.at(),
                ordered.batch(),
                state(ordered.batch(), book));
    }

    private static TransferState state(long number, SettlementState.Payouts book) {
        for (Batch batch : book.open()) {
            if (batch.number() == number) {
                return batch.message() == null ? TransferState.ORDERED : TransferState.SUBMITTED;
            }
        }
        return book.failed().contains(number) ? TransferState.FAILED : TransferState.CONFIRMED;
    }

    private static String raw(String address) {
        try {
            return TonAddress.parse(address).raw();
        } catch (TonFormatException e) {
            throw new RefusedException(
                    SettlementRefusal.INVALID_TRANSFER, "no address of the chain: " + e.getMessage());
        }
    }
}
