package network.cocoon.workers.gpu.jinja;

import java.math.BigDecimal;
import network.cocoon.workers.gpu.jinja.JinjaException.Code;

/** Numbers, written as JavaScript writes them. */
final class Numbers {

    private Numbers() {}

    /** The shortest digits that come back to the same number; plain up to 21 digits. */
    static String shown(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return "null";
        }
        if (number == 0) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent > -7 && exponent < 21) {
            return exact.toPlainString();
        }
        String digits = exact.unscaledValue().abs().toString();
        return (number < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + Math.abs(exponent);
    }

    static Value computed(String operator, Value left, Value right) {
        try {
            return left instanceof Value.Whole(long a) && right instanceof Value.Whole(long b)
                    ? whole(operator, a, b)
                    : decimal(operator, number(left), number(right));
        } catch (ArithmeticException e) {
            throw new JinjaException(Code.WRONG_TYPE, "a number too large, or a division by zero");
        }
    }

    private static Value whole(String operator, long a, long b) {
        return switch (operator) {
            case "+" -> new Value.Whole(Math.addExact(a, b));
            case "-" -> new Value.Whole(Math.subtractExact(a, b));
            case "*" -> new Value.Whole(Math.multiplyExact(a, b));
            case "//" -> new Value.Whole(Math.floorDiv(a, b));
            // The sign of the dividend, as the reference has it.
            case "%" -> new Value.Whole(a % b);
            default -> decimal(operator, (double) a, (double) b);
        };
    }

    private static Value decimal(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> new Value.Decimal(a + b);
            case "-" -> new Value.Decimal(a - b);
            case "*" -> new Value.Decimal(a * b);
            case "/" -> new Value.Decimal(a / b);
            case "//" -> new Value.Decimal(Math.floor(a / b));
            case "%" -> new Value.Decimal(a % b);
            case "<" -> Value.truth(a < b);
            case ">" -> Value.truth(a > b);
            case "<=" -> Value.truth(a <= b);
            case ">=" -> Value.truth(a >= b);
            default -> throw new JinjaException(Code.WRONG_TYPE, "numbers have no " + operator);
        };
    }

    static boolean is(Value value) {
        return value instanceof Value.Whole || value instanceof Value.Decimal;
    }

    static double number(Value value) {
        return switch (value) {
            case Value.Whole w -> w.number();
            case Value.Decimal d -> d.number();
            case Value.Truth t -> t.holds() ? 1 : 0;
            default -> throw new JinjaException(Code.WRONG_TYPE, "a number is expected");
        };
    }
}
