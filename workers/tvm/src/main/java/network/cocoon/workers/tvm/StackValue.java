package network.cocoon.workers.tvm;

import java.math.BigInteger;
import java.util.List;
import network.cocoon.wire.ton.Cell;

/** What lies on the TVM's stack (block.tlb, VmStackValue). */
public sealed interface StackValue {

    record Null() implements StackValue {}

    /** 257 bits, signed. */
    record Int(BigInteger value) implements StackValue {}

    record NaN() implements StackValue {}

    record CellValue(Cell cell) implements StackValue {}

    /** A slice, as the cell of what is left of it. */
    record Slice(Cell cell) implements StackValue {}

    record Builder(Cell cell) implements StackValue {}

    record Tuple(List<StackValue> items) implements StackValue {
        public Tuple {
            items = List.copyOf(items);
        }
    }

    /** A continuation: of no use outside. */
    record Continuation() implements StackValue {}

    static StackValue of(long value) {
        return new Int(BigInteger.valueOf(value));
    }

    static StackValue of(BigInteger value) {
        return new Int(value);
    }

    static StackValue of(Cell cell) {
        return new CellValue(cell);
    }

    static StackValue slice(Cell cell) {
        return new Slice(cell);
    }

    /** Throws {@link IllegalStateException} for anything but a number. */
    default BigInteger number() {
        if (this instanceof Int(BigInteger value)) {
            return value;
        }
        throw new IllegalStateException("not a number: " + getClass().getSimpleName());
    }

    /** A cell, slice or builder's cell. Throws {@link IllegalStateException} for anything else. */
    default Cell content() {
        return switch (this) {
            case CellValue(Cell cell) -> cell;
            case Slice(Cell cell) -> cell;
            case Builder(Cell cell) -> cell;
            case Null _, Int _, NaN _, Tuple _, Continuation _ ->
                throw new IllegalStateException("not a cell: " + getClass().getSimpleName());
        };
    }
}
