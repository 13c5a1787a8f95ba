package network.cocoon.wire.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.reconciliation.ChainEscrow;
import network.cocoon.domain.reconciliation.ChainMove;
import network.cocoon.domain.reconciliation.ChainWallet;
import network.cocoon.domain.reconciliation.Contract;
import network.cocoon.domain.reconciliation.Reconciliation;
import network.cocoon.domain.reconciliation.WalletMove;
import network.cocoon.wire.chain.ChainState.EscrowMove;
import network.cocoon.wire.chain.ChainState.EscrowShown;
import network.cocoon.wire.chain.ChainState.ExitShown;
import network.cocoon.wire.chain.ChainState.ExitTransaction;
import network.cocoon.wire.chain.ChainState.Place;
import network.cocoon.wire.chain.ChainState.Status;
import network.cocoon.wire.chain.ChainState.WalletShown;
import network.cocoon.wire.chain.ChainState.WalletTransaction;
import network.cocoon.wire.chain.ChainStateException.Fault;
import network.cocoon.wire.escrow.EscrowStorage;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import tools.jackson.core.JacksonException;

/** Writes and reads a file of the chain's state. What a contract's storage says is read from its cell here. */
public final class ChainStateFile {

    /** A million transactions and a reader's patience. */
    public static final int MOST_BYTES = 512 * 1024 * 1024;

    private static final Digest START = Digest.of(new byte[Digest.BYTES]);

    private final ChainState state;

    private ChainStateFile(ChainState state) {
        this.state = state;
    }

    public static byte[] write(ChainState state) {
        return CocoonJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(state);
    }

    /** Throws {@link ChainStateException} for anything but a whole and consistent file. */
    public static ChainStateFile read(byte[] json) {
        if (json.length > MOST_BYTES) {
            throw new ChainStateException(Fault.TOO_LARGE, "at most " + MOST_BYTES + " bytes");
        }
        ChainState state;
        try {
            state = CocoonJson.mapper().readValue(json, ChainState.class);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new ChainStateException(
                    Fault.MALFORMED, "not such a file: " + e.getClass().getSimpleName());
        }
        if (state == null) {
            throw new ChainStateException(Fault.MALFORMED, "nothing");
        }
        if (!ChainState.FORMAT.equals(state.format())) {
            throw new ChainStateException(Fault.UNSUPPORTED_FORMAT, "only " + ChainState.FORMAT + " is known");
        }
        Set<String> addresses = new HashSet<>();
        for (EscrowShown escrow : state.escrows()) {
            address(escrow.address(), addresses);
            linked(
                    escrow.address(),
                    escrow.lastLt(),
                    escrow.transactions().stream().map(EscrowMove::place).toList());
        }
        WalletShown wallet = state.wallet();
        if (wallet != null) {
            address(wallet.address(), addresses);
            linked(
                    wallet.address(),
                    wallet.lastLt(),
                    wallet.transactions().stream().map(WalletTransaction::place).toList());
        }
        ExitShown exit = state.exit();
        if (exit != null) {
            address(exit.address(), addresses);
            linked(
                    exit.address(),
                    exit.lastLt(),
                    exit.transactions().stream().map(ExitTransaction::place).toList());
        }
        ChainStateFile file = new ChainStateFile(state);
        file.shown(); // Says now what cannot be used.
        return file;
    }

    private static void address(String address, Set<String> all) {
        if (!isRaw(address) || !all.add(address)) {
            throw new ChainStateException(
                    Fault.ADDRESSES, "each raw address once, not " + address.length() + " characters");
        }
    }

    private static boolean isRaw(String address) {
        try {
            return TonAddress.parse(address).raw().equals(address);
        } catch (TonFormatException e) {
            return false;
        }
    }

    /** Hashes are not those of cells at hand; but none may be missing between the first and the newest. */
    private static void linked(String address, long lastLt, List<Place> places) {
        long lt = 0;
        Digest hash = START;
        for (Place place : places) {
            if (place.lt() <= lt
                    || place.previousLt() != lt
                    || !place.previousHash().equals(hash)) {
                throw new ChainStateException(Fault.NOT_LINKED, address + " at " + place.lt());
            }
            lt = place.lt();
            hash = place.hash();
        }
        if (lt != lastLt) {
            throw new ChainStateException(Fault.NOT_LINKED, address + " ends at " + lt + ", its state at " + lastLt);
        }
    }

    public ChainState state() {
        return state;
    }

    /** All of it, in the words in which a log is held against it. */
    public Reconciliation.Shown shown() {
        return new Reconciliation.Shown(
                escrows(),
                Optional.ofNullable(state.wallet()).map(ChainStateFile::wallet),
                Optional.ofNullable(state.exit()).map(ShownExit::of),
                state.seen());
    }

    private List<ChainEscrow> escrows() {
        List<ChainEscrow> all = new ArrayList<>();
        for (EscrowShown e : state.escrows()) {
            all.add(new ChainEscrow(
                    e.address(),
                    e.seen(),
                    contract(e),
                    e.balance(),
                    e.lastLt(),
                    0,
                    e.transactions().stream().map(ChainStateFile::move).toList(),
                    e.lastLt()));
        }
        return all;
    }

    private static ChainWallet wallet(WalletShown w) {
        return new ChainWallet(
                w.address(),
                w.seen(),
                w.balance(),
                w.lastLt(),
                0,
                w.transactions().stream().map(ChainStateFile::move).toList(),
                w.lastLt());
    }

    private static Contract contract(EscrowShown e) {
        Digest code = e.code();
        Bytes data = e.data();
        if ((e.status() == Status.ACTIVE) != (code != null && data != null)) {
            throw new ChainStateException(Fault.BAD_STATE, e.address() + " is " + e.status());
        }
        if (code == null || data == null) {
            return e.status() == Status.FROZEN ? new Contract.Frozen() : new Contract.None();
        }
        try {
            return EscrowStorage.of(code, Cell.ofBoc(data.toArray()));
        } catch (TonFormatException | IllegalArgumentException ex) {
            throw new ChainStateException(Fault.BAD_STATE, e.address() + " has no data cell");
        }
    }

    private static ChainMove move(EscrowMove m) {
        Place p = m.place();
        var transaction = new EscrowTransaction(p.lt(), p.hash(), p.when(), m.came(), m.left(), m.fees());
        return new ChainMove(transaction, m.kind(), m.claimed());
    }

    private static WalletMove move(WalletTransaction t) {
        Place p = t.place();
        return new WalletMove(
                p.lt(),
                p.hash(),
                p.when(),
                t.came(),
                t.fee(),
                t.order(),
                t.list(),
                t.caused(),
                t.sent().stream()
                        .map(s -> new WalletMove.Sent(s.to(), s.amount()))
                        .toList(),
                t.kept());
    }
}
