package network.cocoon.wire.json;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A record: its components by name in their order; an absent one only where it may be null. */
final class RecordShape implements Shape {

    private record Field(byte[] name, Shape shape, boolean nullable) {}

    private final Field[] fields;
    private final MethodHandle constructor;

    private RecordShape(Field[] fields, MethodHandle constructor) {
        this.fields = fields;
        this.constructor = constructor;
    }

    /** Null where a component has a type that is not read here. */
    static @Nullable RecordShape of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Field[] fields = new Field[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            Shape shape = Shapes.of(components[i].getGenericType());
            if (shape == null) {
                return null;
            }
            types[i] = components[i].getType();
            fields[i] = new Field(
                    ("\"" + components[i].getName() + "\":").getBytes(StandardCharsets.UTF_8),
                    shape,
                    components[i].getAnnotatedType().isAnnotationPresent(Nullable.class));
        }
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            MethodHandle spread = MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return new RecordShape(fields, spread);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record has its canonical constructor: " + type.getName(), e);
        }
    }

    @Override
    public Object read(Cursor in) {
        in.expect('{');
        @Nullable Object[] values = new @Nullable Object[fields.length];
        boolean first = true;
        for (int i = 0; i < fields.length; i++) {
            Field field = fields[i];
            // A comma with another name behind it shows at the next field, which then misses its own.
            if (!first && !in.skip(',')) {
                if (!field.nullable) {
                    throw new NotCanonicalException();
                }
                continue;
            }
            if (in.skip(field.name)) {
                values[i] = field.shape.read(in);
                first = false;
            } else if (field.nullable) {
                if (!first) {
                    in.back();
                }
            } else {
                throw new NotCanonicalException();
            }
        }
        in.expect('}');
        return make(values);
    }

    private Object make(@Nullable Object[] values) {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a record's constructor threw a checked exception", e);
        }
    }
}
