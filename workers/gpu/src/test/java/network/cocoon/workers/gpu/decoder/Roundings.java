package network.cocoon.workers.gpu.decoder;

import java.util.Arrays;

/** What each precision makes of a matrix, number by number, for the reference. */
final class Roundings {

    private Roundings() {}

    static ReferenceDecoder.Rounding of(Precision precision) {
        return switch (precision) {
            case F32 -> rows -> rows;
            case BF16 -> rows -> each(rows, Roundings::brain);
            case INT8 -> rows -> rows(rows, Roundings::eight);
            case INT4 -> rows -> rows(rows, Roundings::four);
        };
    }

    private interface Row {
        double[] of(double[] row);
    }

    private static double[][] rows(double[][] rows, Row rounding) {
        if (rows.length % 16 != 0 || rows[0].length % 32 != 0) {
            return rows;
        }
        return Arrays.stream(rows).map(rounding::of).toArray(double[][]::new);
    }

    private static double[][] each(double[][] rows, java.util.function.DoubleUnaryOperator one) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(one).toArray())
                .toArray(double[][]::new);
    }

    private static float brain(double value) {
        int bits = Float.floatToRawIntBits((float) value);
        return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16 << 16);
    }

    /** A scale that makes the largest 127, kept in bfloat16. In floats: a number halfway between two steps goes where 32 bits send it. */
    private static double[] eight(double[] row) {
        float scale = brain((float) Arrays.stream(row).map(Math::abs).max().orElse(0) / 127f);
        return Arrays.stream(row).map(v -> Math.rint((float) v / scale) * scale).toArray();
    }

    /** In every 32, sixteen steps from the least to the largest, counted from the ninth; step and ninth in bfloat16. */
    private static double[] four(double[] row) {
        double[] out = new double[row.length];
        for (int from = 0; from < row.length; from += 32) {
            double[] group = Arrays.copyOfRange(row, from, from + 32);
            float low = (float) Arrays.stream(group).min().orElse(0);
            float step = brain(((float) Arrays.stream(group).max().orElse(0) - low) / 15f);
            float ninth = brain(low + step * 8f);
            for (int i = 0; i < 32; i++) {
                double steps = Math.rint(((float) group[i] - ninth) / step);
                out[from + i] = ninth + Math.clamp(steps, -8, 7) * step;
            }
        }
        return out;
    }
}
