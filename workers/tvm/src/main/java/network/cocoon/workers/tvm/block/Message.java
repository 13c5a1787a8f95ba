package network.cocoon.workers.tvm.block;

import java.math.BigInteger;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import org.jspecify.annotations.Nullable;

/** One message. The cell is the whole of it and its name. */
public sealed interface Message {

    Cell cell();

    @Nullable StateInit init();

    Cell body();

    /** From contract to contract. Times are logical ({@code createdLt}) and Unix seconds ({@code createdAt}). */
    record Internal(
            Cell cell,
            boolean bounce,
            boolean bounced,
            TonAddress source,
            TonAddress destination,
            BigInteger value,
            BigInteger forwardFee,
            long createdLt,
            long createdAt,
            @Nullable StateInit init,
            Cell body)
            implements Message {}

    /** From outside to a contract. */
    record ExternalIn(
            Cell cell, TonAddress destination, @Nullable StateInit init, Cell body) implements Message {}

    /** From a contract to whoever listens. */
    record ExternalOut(Cell cell, TonAddress source, long createdLt, long createdAt, Cell body) implements Message {

        @Override
        public @Nullable StateInit init() {
            return null;
        }
    }

    /** Throws {@link TonFormatException} for what is not a message. */
    static Message read(Cell cell) {
        CellReader in = cell.read();
        if (!in.bit()) {
            return internal(cell, in);
        }
        return in.bit() ? externalOut(cell, in) : externalIn(cell, in);
    }

    /** An external message to a contract, with its StateInit if it is to be deployed. */
    static Cell external(TonAddress destination, @Nullable StateInit init, Cell body) {
        CellBuilder out = CellBuilder.begin()
                .uint(0b10, 2)
                .address(null)
                .address(destination)
                .coins(0);
        return content(out, init, body);
    }

    /**
     * An internal message as it lies in the queue.
     *
     * @param source null where a contract sends it: the network writes the sender
     * @param lt logical time of its creation
     * @param at Unix seconds of its creation
     */
    static Cell internal(
            @Nullable TonAddress source,
            TonAddress destination,
            BigInteger value,
            boolean bounce,
            long lt,
            long at,
            @Nullable StateInit init,
            Cell body) {
        CellBuilder out = CellBuilder.begin()
                .bit(false)
                .bit(true)
                .bit(bounce)
                .bit(false)
                .address(source)
                .address(destination)
                .coins(value)
                .bit(false)
                .coins(0)
                .coins(0)
                .uint(lt, 64)
                .uint(at, 32);
        return content(out, init, body);
    }

    private static Cell content(CellBuilder out, @Nullable StateInit init, Cell body) {
        if (init == null) {
            out.bit(false);
        } else {
            out.bit(true).bit(true).ref(init.toCell());
        }
        return out.bit(true).ref(body).end();
    }

    private static Message internal(Cell cell, CellReader in) {
        in.bit();
        boolean bounce = in.bit();
        boolean bounced = in.bit();
        TonAddress source = in.stdAddress();
        TonAddress destination = in.stdAddress();
        BigInteger value = Currency.read(in);
        in.coins();
        BigInteger forwardFee = in.coins();
        long lt = in.uint64();
        long at = in.uint(32);
        StateInit init = init(in);
        return new Internal(cell, bounce, bounced, source, destination, value, forwardFee, lt, at, init, body(in));
    }

    private static Message externalIn(Cell cell, CellReader in) {
        outside(in);
        TonAddress destination = in.stdAddress();
        in.coins();
        StateInit init = init(in);
        return new ExternalIn(cell, destination, init, body(in));
    }

    private static Message externalOut(Cell cell, CellReader in) {
        TonAddress source = in.stdAddress();
        outside(in);
        long lt = in.uint64();
        long at = in.uint(32);
        init(in);
        return new ExternalOut(cell, source, lt, at, body(in));
    }

    /** MsgAddressExt: nobody, or so many bits. */
    private static void outside(CellReader in) {
        switch ((int) in.uint(2)) {
            case 0b00 -> {}
            case 0b01 -> in.skip((int) in.uint(9));
            default ->
                throw new TonFormatException(
                        TonFormatException.Code.UNKNOWN_TAG, "not an address outside of the chain");
        }
    }

    private static @Nullable StateInit init(CellReader in) {
        if (!in.bit()) {
            return null;
        }
        return StateInit.read(in.bit() ? in.ref().read() : in);
    }

    private static Cell body(CellReader in) {
        return in.bit() ? in.ref() : in.rest();
    }
}
