package network.cocoon.workers.tvm.block;

import java.math.BigInteger;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * One account with the transaction that made it what it is. The cell is what the emulator takes and gives.
 *
 * @param account null where there is none: never used, or deleted
 */
public record ShardAccount(Cell cell, @Nullable Account account, Digest lastHash, long lastLt) {

    /**
     * @param lastPaid Unix seconds up to which rent is paid
     * @param due      rent it owes, in nanoton
     */
    public record Account(TonAddress address, BigInteger balance, long lastPaid, BigInteger due, AccountState state) {}

    private static final Digest NO_HASH = Digest.of(new byte[32]);

    /** An address that nobody has used. */
    public static ShardAccount none() {
        return write(CellBuilder.begin().bit(false).end());
    }

    /**
     * A deployed contract out of nothing, for tests and a chain's first accounts.
     *
     * @param now Unix seconds from which it pays rent
     */
    public static ShardAccount active(TonAddress address, StateInit init, BigInteger nanoton, long now) {
        return holding(
                address,
                CellBuilder.begin()
                        .uint(0, 64)
                        .coins(nanoton)
                        .bit(false)
                        .bit(true)
                        .cell(init.toCell())
                        .end(),
                now);
    }

    /**
     * An address where coins wait for a contract.
     *
     * @param now Unix seconds from which it pays rent
     */
    public static ShardAccount uninitialised(TonAddress address, BigInteger nanoton, long now) {
        Cell storage = CellBuilder.begin()
                .uint(0, 64)
                .coins(nanoton)
                .bit(false)
                .uint(0, 2)
                .end();
        return holding(address, storage, now);
    }

    private static ShardAccount holding(TonAddress address, Cell storage, long now) {
        StorageUsed used = StorageUsed.of(storage);
        Cell account = CellBuilder.begin()
                .bit(true)
                .address(address)
                .varUint(used.cells(), 3)
                .varUint(used.bits(), 3)
                .uint(0, 3)
                .uint(now, 32)
                .bit(false)
                .cell(storage)
                .end();
        return write(account);
    }

    /** Reads the emulator's. */
    public static ShardAccount read(Cell cell) {
        CellReader in = cell.read();
        Account account = account(in.ref().read());
        return new ShardAccount(cell, account, in.digest(), in.uint64());
    }

    public BigInteger balance() {
        return account == null ? BigInteger.ZERO : account.balance();
    }

    /** Its code and data, or null unless it is active. */
    public @Nullable StateInit contract() {
        return account != null && account.state() instanceof AccountState.Active(StateInit init) ? init : null;
    }

    private static ShardAccount write(Cell account) {
        return read(CellBuilder.begin().ref(account).digest(NO_HASH).uint(0, 64).end());
    }

    private static @Nullable Account account(CellReader in) {
        if (!in.bit()) {
            return null;
        }
        TonAddress address = in.stdAddress();
        in.varUint(3);
        in.varUint(3);
        if (in.uint(3) == 1) {
            in.digest();
        }
        long lastPaid = in.uint(32);
        BigInteger due = in.bit() ? in.coins() : BigInteger.ZERO;
        in.uint64();
        BigInteger balance = Currency.read(in);
        AccountState state;
        if (in.bit()) {
            state = new AccountState.Active(StateInit.read(in));
        } else {
            state = in.bit() ? new AccountState.Frozen(in.digest()) : new AccountState.Uninitialised();
        }
        return new Account(address, balance, lastPaid, due, state);
    }
}
