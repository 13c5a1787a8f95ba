package network.cocoon.workers.operator.gateway;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellDictionary;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.operator.port.ChainMessage;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.TonFailure;

/** Reads transactions (block.tlb, Transaction with trans_ord). */
final class TransactionReader {

    /** A contract's own limit is 255 actions; one more message comes back where it bounces. */
    private static final int MAX_MESSAGES = 256;

    private static final int ORDINARY = 0b0000;
    private static final int ACTIVE = 2;

    private final LooseCells cells;
    /** Carrying the messages, as far as the transaction's own fees do not hold it. */
    private BigInteger carrying = BigInteger.ZERO;

    private TransactionReader(LooseCells cells) {
        this.cells = cells;
    }

    /** Throws {@link TonFailure}: unreadable, or another account's. */
    static ChainTransaction read(byte[] boc, TonAddress account) {
        LooseCells cells = LooseCells.read(boc);
        try {
            return new TransactionReader(cells).transaction(account);
        } catch (TonFormatException | ArithmeticException | IllegalArgumentException e) {
            throw new TonFailure(TonFailure.Code.ANSWER_UNREADABLE, "an answer has a transaction that is none");
        }
    }

    private ChainTransaction transaction(TonAddress account) {
        CellReader in = cells.root().read();
        require(in.uint(4) == 0b0111);
        if (!in.digest().equals(account.hash())) {
            throw new TonFailure(TonFailure.Code.ANSWER_FALSE, "an answer has another account's transaction");
        }
        long lt = in.uint64();
        var previousHash = in.digest();
        Cursor previous = new Cursor(in.uint64(), previousHash);
        Instant at = Instant.ofEpochSecond(in.uint(32));
        in.skip(15);
        long before = in.uint(2);
        long after = in.uint(2);
        CellReader messages = in.ref().read();
        BigInteger fees = currency(in);
        in.ref();
        CellReader description = in.ref().read();
        Phases phases = description.uint(4) == ORDINARY ? Phases.read(description) : Phases.NONE;
        Cell received = messages.maybeRef();
        Cell sent = messages.maybeRef();
        List<ChainMessage> out = sent == null
                ? List.of()
                : CellDictionary.read(sent, 15, MAX_MESSAGES).values().stream()
                        .map(entry -> sent(entry.ref()))
                        .toList();
        return new ChainTransaction(
                account,
                new Cursor(lt, cells.hash(cells.root())),
                previous.lt() == 0 ? Cursor.START : previous,
                at,
                received == null ? Optional.empty() : Optional.of(message(received)),
                out,
                Nanoton.of(fees.add(carrying)),
                phases.aborted(),
                before != ACTIVE && after == ACTIVE,
                phases.exitCode(),
                phases.actionCode());
    }

    private ChainMessage sent(Cell cell) {
        CellReader in = cell.read();
        if (!in.bit()) {
            in.skip(3).stdAddress();
            in.stdAddress();
            currency(in);
            // The fee of instant routing, which nobody offers, and what validators on the way still get.
            carrying = carrying.add(in.coins()).add(in.coins());
        }
        return message(cell);
    }

    private ChainMessage message(Cell cell) {
        CellReader in = cell.read();
        if (!in.bit()) {
            return internal(cell, in);
        }
        if (in.bit()) {
            in.address();
            outside(in);
            in.skip(64 + 32);
            skipInit(in);
            return new ChainMessage.Log(cells.hash(cell), body(in));
        }
        outside(in);
        TonAddress to = in.stdAddress();
        in.coins();
        skipInit(in);
        return new ChainMessage.External(cells.hash(cell), to, body(in));
    }

    private ChainMessage internal(Cell cell, CellReader in) {
        in.bit();
        boolean bounce = in.bit();
        boolean bounced = in.bit();
        TonAddress from = in.stdAddress();
        TonAddress to = in.stdAddress();
        BigInteger value = currency(in);
        in.coins();
        in.coins();
        in.skip(64 + 32);
        skipInit(in);
        return new ChainMessage.Internal(cells.hash(cell), from, to, Nanoton.of(value), bounce, bounced, body(in));
    }

    private static Cell body(CellReader in) {
        return in.bit() ? in.ref() : in.rest();
    }

    /** MsgAddressExt: nobody, or so many bits. */
    private static void outside(CellReader in) {
        long tag = in.uint(2);
        require(tag < 2);
        if (tag == 1) {
            in.skip((int) in.uint(9));
        }
    }

    private static void skipInit(CellReader in) {
        if (!in.bit()) {
            return;
        }
        if (in.bit()) {
            in.ref();
            return;
        }
        if (in.bit()) {
            in.skip(5);
        }
        if (in.bit()) {
            in.skip(2);
        }
        in.maybeRef();
        in.maybeRef();
        in.maybeRef();
    }

    /** CurrencyCollection, of which only Toncoin is looked at. */
    static BigInteger currency(CellReader in) {
        BigInteger nanoton = in.coins();
        in.maybeRef();
        return nanoton;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new TonFormatException(TonFormatException.Code.UNKNOWN_TAG, "not a transaction");
        }
    }
}
