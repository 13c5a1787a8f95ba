package network.cocoon.commands.escrow;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import network.cocoon.commands.admission.LaneBook;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountRefusal;
import network.cocoon.domain.account.EscrowExit;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import org.springframework.stereotype.Service;

/**
 * What the chain shows of escrows, reported by whoever follows it. Any report may come again, from several at once: it
 * counts once, and not at all once the escrow is closed. A refusal means that the chain and the log disagree.
 */
@Service
public class EscrowReports {

    private final Dispatcher dispatcher;
    private final Transactions transactions;
    private final LaneBook lanes;
    private final EscrowTable table;
    private final InstantSource clock;

    EscrowReports(
            Dispatcher dispatcher, Transactions transactions, LaneBook lanes, EscrowTable table, InstantSource clock) {
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.lanes = lanes;
        this.table = table;
        this.clock = clock;
    }

    /** Money came in, or a message passed through and cost something. */
    public void deposited(String escrow, EscrowTransaction transaction) {
        dispatch(escrow, account -> new AccountCommand.RecordDeposit(account, escrow, transaction, clock.instant()));
    }

    /** @param claimed what vouchers have paid in all since the opening */
    public void redeemed(String escrow, EscrowTransaction transaction, Nanoton claimed) {
        dispatch(
                escrow,
                account -> new AccountCommand.RecordRedemption(account, escrow, transaction, claimed, clock.instant()));
    }

    /** The owner's wallet asked to close or to change the voucher key. */
    public void asked(String escrow, EscrowTransaction transaction, EscrowExit exit) {
        dispatch(escrow, account -> new AccountCommand.RecordExit(account, escrow, transaction, exit, clock.instant()));
    }

    /** The voucher key that was asked for is in force. */
    public void keyChanged(String escrow, EscrowTransaction transaction) {
        finished(escrow, transaction);
    }

    /** What was left went to the owner's wallet. */
    public void closed(String escrow, EscrowTransaction transaction) {
        finished(escrow, transaction);
    }

    private void finished(String escrow, EscrowTransaction transaction) {
        AccountId account = owner(escrow);
        if (table.isClosed(escrow)) {
            return;
        }
        transactions.run(() -> {
            List<LaneState> locked = lanes.lock(account);
            Outcome outcome = dispatcher.dispatch(
                    new AccountCommand.RecordFinish(account, escrow, transaction, locked, clock.instant()));
            if (outcome instanceof Outcome.Accepted accepted) {
                lanes.apply(account, moves(accepted.events().getFirst(), escrow));
            }
        });
    }

    private List<LaneMove> moves(Object event, String escrow) {
        return switch (event) {
            case AccountEvent.EscrowClosed e -> {
                table.close(escrow);
                yield e.moves();
            }
            case AccountEvent.VoucherKeyChanged e -> e.moves();
            default -> throw new IllegalStateException("an escrow's exit ended as " + event.getClass());
        };
    }

    private void dispatch(String escrow, Function<AccountId, AccountCommand> command) {
        AccountId account = owner(escrow);
        if (!table.isClosed(escrow)) {
            dispatcher.dispatch(command.apply(account));
        }
    }

    private AccountId owner(String escrow) {
        return table.owner(escrow)
                .orElseThrow(() ->
                        new RefusedException(AccountRefusal.ESCROW_UNKNOWN, "no account has an escrow " + escrow));
    }
}
