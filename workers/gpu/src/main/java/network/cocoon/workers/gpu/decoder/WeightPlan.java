package network.cocoon.workers.gpu.decoder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which tensors of a directory make up which entries of the list that the program takes. */
final class WeightPlan {

    /**
     * One tensor of a directory.
     *
     * @param shape one or two dimensions
     * @param entry its place in {@link #entries}
     * @param row the first row of that entry which it fills
     */
    record Part(String name, long[] shape, int entry, int row) {}

    /**
     * One matrix or vector of the program, of one or more parts by rows.
     *
     * @param index its first place in the program's list
     * @param columns 0 for a vector
     * @param parts how many tensors fill it; 0 for one made of the first entry
     */
    record Entry(int index, int rows, int columns, Format format, int parts) {

        long elements() {
            return (long) rows * Math.max(1, columns);
        }
    }

    /** A tensor and how many rows it has. */
    record Rows(String name, int rows) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private int next;

    /** A vector, in 32 bits. Answers its index. */
    int vector(Rows... rows) {
        return add(0, Format.PLAIN_32, rows);
    }

    /** A matrix of the parts' rows one after the other. Answers its index. */
    int matrix(int columns, Format format, Rows... rows) {
        return add(columns, format, rows);
    }

    /** A matrix that is made of the first entry once that is read. */
    int ofFirst(int rows, int columns, Format format) {
        return add(new Entry(next, rows, columns, format, 0));
    }

    private int add(int columns, Format format, Rows... rows) {
        int total = 0;
        for (Rows part : rows) {
            long[] shape = columns == 0 ? new long[] {part.rows()} : new long[] {part.rows(), columns};
            parts.put(part.name(), new Part(part.name(), shape, entries.size(), total));
            total += part.rows();
        }
        return add(new Entry(next, total, columns, format, rows.length));
    }

    private int add(Entry entry) {
        entries.add(entry);
        next += entry.format().tensors();
        return entry.index();
    }

    List<Entry> entries() {
        return entries;
    }

    /** By the name in the directory, in the order of the program. */
    Map<String, Part> parts() {
        return parts;
    }

    /** Length of the program's list. */
    int size() {
        return next;
    }

    /** What the weights take in memory, in bytes. */
    long bytes() {
        return entries.stream()
                .mapToLong(entry -> entry.format().bytes(entry.elements()))
                .sum();
    }
}
