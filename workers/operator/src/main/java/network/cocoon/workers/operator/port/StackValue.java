package network.cocoon.workers.operator.port;

import java.math.BigInteger;
import network.cocoon.wire.ton.Cell;

/** What goes into and comes out of a get-method. */
public sealed interface StackValue {

    /** A number of 257 bits with its sign. */
    record Int(BigInteger number) implements StackValue {}

    record CellValue(Cell cell) implements StackValue {}

    record Slice(Cell cell) implements StackValue {}

    record Null() implements StackValue {}
}
