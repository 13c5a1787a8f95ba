package network.cocoon.workers.operator.gateway;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import network.cocoon.wire.ton.Cell;
import network.cocoon.workers.operator.port.StackValue;

/** Arguments and results of get-methods as API v2 writes them. Lists and tuples are not read. */
final class StackCodec {

    private static final int MAX_RESULTS = 255;
    /** 257 bits with sign and prefix. */
    private static final int MAX_NUMBER = 80;

    private StackCodec() {}

    static List<List<Object>> arguments(List<StackValue> values) {
        List<List<Object>> out = new ArrayList<>();
        for (StackValue value : values) {
            out.add(
                    switch (value) {
                        case StackValue.Int(BigInteger number) -> List.of("num", hex(number));
                        case StackValue.CellValue(Cell cell) -> List.of("tvm.Cell", boc(cell));
                        case StackValue.Slice(Cell cell) -> List.of("tvm.Slice", boc(cell));
                        case StackValue.Null _ -> throw new IllegalArgumentException("the API takes no null");
                    });
        }
        return out;
    }

    /** Throws {@link RuntimeException} of any kind on what is no such stack. */
    static List<StackValue> results(List<List<Object>> stack) {
        if (stack.size() > MAX_RESULTS) {
            throw new IllegalArgumentException("a method leaves at most " + MAX_RESULTS + " results");
        }
        List<StackValue> out = new ArrayList<>();
        for (List<Object> entry : stack) {
            String kind = (String) entry.get(0);
            out.add(
                    switch (kind) {
                        case "num" -> new StackValue.Int(number((String) entry.get(1)));
                        case "cell" -> new StackValue.CellValue(cell(entry.get(1)));
                        case "slice" -> new StackValue.Slice(cell(entry.get(1)));
                        case "null" -> new StackValue.Null();
                        default -> throw new IllegalArgumentException("a result of another kind");
                    });
        }
        return out;
    }

    private static BigInteger number(String text) {
        if (text.length() > MAX_NUMBER) {
            throw new IllegalArgumentException("a number has at most 257 bits");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        boolean negative = lower.startsWith("-");
        String digits = negative ? lower.substring(1) : lower;
        BigInteger value = digits.startsWith("0x") ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits);
        return negative ? value.negate() : value;
    }

    private static Cell cell(Object value) {
        Object bytes = Objects.requireNonNull(((Map<?, ?>) value).get("bytes"));
        return LooseCells.read(TonCenterServer.bytes((String) bytes)).root();
    }

    private static String boc(Cell cell) {
        return Base64.getEncoder().encodeToString(cell.toBoc());
    }

    private static String hex(BigInteger number) {
        return (number.signum() < 0 ? "-0x" : "0x") + number.abs().toString(16);
    }
}
