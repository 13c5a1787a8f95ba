package network.cocoon.workers.operator.reconciliation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.reconciliation.ChainMove;
import network.cocoon.domain.reconciliation.ExitMove;
import network.cocoon.domain.reconciliation.WalletMove;
import network.cocoon.wire.chain.ChainState;
import network.cocoon.wire.chain.ChainStateFile;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.ChainHead;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.operator.port.TonGateway;
import network.cocoon.workers.operator.settlement.EscrowFacts;

/** Writes what the chain shows into a file, from which an auditor reconciles without a gateway. */
public final class ChainStateExport {

    /** An account that moves while it is read is read again so often. */
    private static final int ATTEMPTS = 20;

    private final TonGateway chain;
    private final ChainReader reader;

    public ChainStateExport(TonGateway chain) {
        this.chain = chain;
        this.reader = new ChainReader(chain);
    }

    /** An escrow that is in the log, open or closed. */
    public record Wanted(AccountId account, EscrowOpening opening) {}

    /** Throws {@link TonFailure}, with NOT_AGREED_YET where an account moved each time it was read. */
    public ChainState read(List<Wanted> escrows, Optional<TonAddress> wallet, Optional<TonAddress> exit) {
        List<ChainState.EscrowShown> shown = new ArrayList<>();
        for (Wanted escrow : escrows) {
            shown.add(escrow(escrow));
        }
        ChainState.WalletShown purse = wallet.map(this::wallet).orElse(null);
        ChainState.ExitShown reserve = exit.map(this::exit).orElse(null);
        ChainHead head = chain.head();
        return new ChainState(ChainState.FORMAT, head.seqno(), head.time(), shown, purse, reserve);
    }

    /** Never over another file. */
    public void write(Path target, List<Wanted> escrows, Optional<TonAddress> wallet, Optional<TonAddress> exit)
            throws IOException {
        Files.write(target, ChainStateFile.write(read(escrows, wallet, exit)), StandardOpenOption.CREATE_NEW);
    }

    private record Whole(List<ChainTransaction> history, AccountSnapshot account) {}

    /** A state, and the history up to exactly that state. */
    private Whole whole(TonAddress address) {
        for (int i = 0; i < ATTEMPTS; i++) {
            AccountSnapshot account = chain.account(address);
            ChainReader.History history = reader.history(address, Cursor.START);
            if (history.end().equals(account.last())) {
                return new Whole(history.transactions(), account);
            }
        }
        throw new TonFailure(TonFailure.Code.NOT_AGREED_YET, "the account moves while it is read");
    }

    private ChainState.EscrowShown escrow(Wanted wanted) {
        EscrowFacts facts = ChainReader.facts(wanted.account(), wanted.opening());
        TonAddress address = TonAddress.ofStateInit(EscrowCells.stateInit(wanted.opening()));
        Whole whole = whole(address);
        AccountSnapshot account = whole.account();
        boolean active = account.status() == AccountSnapshot.Status.ACTIVE;
        List<ChainState.EscrowMove> moves = new ArrayList<>();
        for (ChainTransaction t : whole.history()) {
            ChainMove move = ChainReader.move(facts, t);
            moves.add(new ChainState.EscrowMove(
                    place(t),
                    move.kind(),
                    move.transaction().came(),
                    move.transaction().left(),
                    move.transaction().fees(),
                    move.claimed()));
        }
        return new ChainState.EscrowShown(
                address.raw(),
                account.seen().time(),
                status(account.status()),
                account.balance(),
                active ? code(account) : null,
                active ? data(account) : null,
                account.last().lt(),
                moves);
    }

    private ChainState.ExitShown exit(TonAddress address) {
        Whole whole = whole(address);
        AccountSnapshot account = whole.account();
        boolean active = account.status() == AccountSnapshot.Status.ACTIVE;
        List<ChainState.ExitTransaction> moves = new ArrayList<>();
        for (ChainTransaction t : whole.history()) {
            ExitMove move = ExitReader.move(t);
            moves.add(new ChainState.ExitTransaction(
                    place(t),
                    move.kind(),
                    move.came(),
                    move.from(),
                    move.fee(),
                    move.sent().stream()
                            .map(s -> new ChainState.Sent(s.to(), s.amount()))
                            .toList(),
                    move.number(),
                    move.root(),
                    move.leaf()));
        }
        return new ChainState.ExitShown(
                address.raw(),
                account.seen().time(),
                status(account.status()),
                account.balance(),
                active ? code(account) : null,
                active ? data(account) : null,
                account.last().lt(),
                moves);
    }

    private static Digest code(AccountSnapshot account) {
        return account.code().map(Cell::hash).orElseThrow();
    }

    private static Bytes data(AccountSnapshot account) {
        return Bytes.of(account.data().orElseThrow().toBoc());
    }

    private static ChainState.Status status(AccountSnapshot.Status status) {
        return switch (status) {
            case UNINITIALISED -> ChainState.Status.UNINITIALISED;
            case ACTIVE -> ChainState.Status.ACTIVE;
            case FROZEN -> ChainState.Status.FROZEN;
        };
    }

    private static ChainState.Place place(ChainTransaction t) {
        return new ChainState.Place(
                t.id().lt(), t.id().hash(), t.previous().lt(), t.previous().hash(), t.at());
    }

    private ChainState.WalletShown wallet(TonAddress address) {
        Whole whole = whole(address);
        List<ChainState.WalletTransaction> moves = new ArrayList<>();
        for (ChainTransaction t : whole.history()) {
            WalletMove move = ChainReader.move(t);
            moves.add(new ChainState.WalletTransaction(
                    place(t),
                    move.came(),
                    move.fee(),
                    move.order(),
                    move.list(),
                    move.caused(),
                    move.sent().stream()
                            .map(s -> new ChainState.Sent(s.to(), s.amount()))
                            .toList(),
                    move.kept()));
        }
        return new ChainState.WalletShown(
                address.raw(),
                whole.account().seen().time(),
                whole.account().balance(),
                whole.account().last().lt(),
                moves);
    }
}
