package network.cocoon.wire.json;

import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/**
 * A fast reader of records spelt exactly as {@link CocoonJson} writes them: every field in the record's order, no
 * space, no escape, ASCII. It knows no other spelling and judges nothing: where it gives no record, the full reader
 * decides whether the bytes are right. Where it gives one, the full reader gives an equal one.
 *
 * <p>Nearly all of a log is spelt so, and reading a log is most of an audit's and a rebuild's work.
 */
public final class CanonicalJson {

    /** The full reader bounds the length of texts; nothing here comes near that bound. */
    private static final int MOST_BYTES = 1 << 20;

    private static final ClassValue<Shapes.Known> SHAPES = new ClassValue<>() {
        @Override
        protected Shapes.Known computeValue(Class<?> type) {
            return new Shapes.Known(Shapes.of(type));
        }
    };

    private CanonicalJson() {}

    /** @return null where the bytes are spelt otherwise, are no such record, or the record has types unknown here */
    public static @Nullable Object read(byte[] json, Class<?> record) {
        Shape shape = SHAPES.get(record).shape();
        if (shape == null || json.length > MOST_BYTES) {
            return null;
        }
        Cursor in = new Cursor(json);
        try {
            Object value = shape.read(in);
            return in.atEnd() ? value : null;
        } catch (NotCanonicalException | IllegalArgumentException | DateTimeException | ArithmeticException _) {
            return null; // the full reader says what is wrong, if anything is
        }
    }
}
