package network.cocoon.workers.tvm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.wire.ton.TonFormatException.Code;
import network.cocoon.workers.tvm.StackValue.CellValue;
import network.cocoon.workers.tvm.StackValue.Continuation;
import network.cocoon.workers.tvm.StackValue.Int;
import network.cocoon.workers.tvm.StackValue.NaN;
import network.cocoon.workers.tvm.StackValue.Null;
import network.cocoon.workers.tvm.StackValue.Slice;
import network.cocoon.workers.tvm.StackValue.Tuple;

/** A stack as cells: VmStack, VmStackList, VmTuple (block.tlb). */
final class StackCodec {

    private static final int INT_BITS = 257;
    /** Of one answer, in tuples too: sharing lets a small bag unfold to any number. */
    private static final int MAX_VALUES = 20_000;

    private static final int MAX_NESTING = 200;

    private int values;

    private StackCodec() {}

    static Cell encode(List<StackValue> stack) {
        CellBuilder out = CellBuilder.begin().uint(stack.size(), 24);
        list(out, stack, stack.size());
        return out.end();
    }

    static List<StackValue> decode(Cell cell) {
        CellReader in = cell.read();
        int depth = (int) in.uint(24);
        StackCodec codec = new StackCodec();
        List<StackValue> topFirst = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            Cell rest = in.ref();
            topFirst.add(codec.value(in, 0));
            in = rest.read();
        }
        return topFirst.reversed();
    }

    private static void list(CellBuilder out, List<StackValue> stack, int size) {
        // From the bottom: each cell holds the one below it, so that no call is as deep as the stack.
        Cell rest = Cell.EMPTY;
        for (int i = 0; i < size - 1; i++) {
            CellBuilder entry = CellBuilder.begin().ref(rest);
            write(entry, stack.get(i));
            rest = entry.end();
        }
        if (size > 0) {
            out.ref(rest);
            write(out, stack.get(size - 1));
        }
    }

    private static void write(CellBuilder out, StackValue value) {
        switch (value) {
            case Null() -> out.uint(0x00, 8);
            case Int(BigInteger number) -> out.uint(0x0100, 15).sint(number, INT_BITS);
            case NaN() -> out.uint(0x02FF, 16);
            case CellValue(Cell cell) -> out.uint(0x03, 8).ref(cell);
            case Slice(Cell cell) ->
                out.uint(0x04, 8)
                        .ref(cell)
                        .uint(0, 10)
                        .uint(cell.bits(), 10)
                        .uint(0, 3)
                        .uint(cell.refs().size(), 3);
            case StackValue.Builder(Cell cell) -> out.uint(0x05, 8).ref(cell);
            case Tuple(List<StackValue> items) -> {
                out.uint(0x07, 8).uint(items.size(), 16);
                tuple(out, items);
            }
            case Continuation() -> throw new IllegalArgumentException("a continuation is no argument");
        }
    }

    /** vm_tuple_tcons: the head is nothing, the one value, or a tuple one shorter; the tail is the last value. */
    private static void tuple(CellBuilder out, List<StackValue> items) {
        Cell head = null;
        for (int i = 0; i < items.size(); i++) {
            CellBuilder one = CellBuilder.begin();
            write(one, items.get(i));
            Cell tail = one.end();
            if (i == items.size() - 1) {
                if (head != null) {
                    out.ref(head);
                }
                out.ref(tail);
            } else if (head == null) {
                head = tail;
            } else {
                head = CellBuilder.begin().ref(head).ref(tail).end();
            }
        }
    }

    private StackValue value(CellReader in, int nesting) {
        if (++values > MAX_VALUES || nesting > MAX_NESTING) {
            throw new TonFormatException(Code.TOO_LARGE, "an answer has too many values");
        }
        return switch (in.uint8()) {
            case 0x00 -> new Null();
            case 0x01 -> new Int(in.signed(64));
            case 0x02 -> integer(in);
            case 0x03 -> new CellValue(in.ref());
            case 0x04 -> slice(in);
            case 0x05 -> new StackValue.Builder(in.ref());
            case 0x06 -> new Continuation();
            case 0x07 -> tuple(in, nesting);
            default -> throw new TonFormatException(Code.UNKNOWN_TAG, "not a value of the stack");
        };
    }

    /** 0x02FF is not a number; otherwise seven zero bits and 257 of value. */
    private static StackValue integer(CellReader in) {
        if (in.uint(7) == 0) {
            return new Int(in.signed(INT_BITS));
        }
        in.bit();
        return new NaN();
    }

    private static StackValue slice(CellReader in) {
        CellReader from = in.ref().read();
        int start = (int) in.uint(10);
        int end = (int) in.uint(10);
        int firstRef = (int) in.uint(3);
        int endRef = (int) in.uint(3);
        CellBuilder out = CellBuilder.begin();
        from.skip(start);
        for (int i = start; i < end; i++) {
            out.bit(from.bit());
        }
        for (int i = 0; i < endRef; i++) {
            Cell ref = from.ref();
            if (i >= firstRef) {
                out.ref(ref);
            }
        }
        return new Slice(out.end());
    }

    private StackValue tuple(CellReader in, int nesting) {
        int size = (int) in.uint(16);
        List<StackValue> lastFirst = new ArrayList<>();
        CellReader at = in;
        for (int left = size; left > 0; left--) {
            Cell head = left > 1 ? at.ref() : null;
            lastFirst.add(value(at.ref().read(), nesting + 1));
            if (left == 2 && head != null) {
                lastFirst.add(value(head.read(), nesting + 1));
                break;
            }
            if (head != null) {
                at = head.read();
            }
        }
        return new Tuple(lastFirst.reversed());
    }
}
