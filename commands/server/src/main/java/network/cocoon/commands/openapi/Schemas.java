package network.cocoon.commands.openapi;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Id;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/** JSON schemas of the contract's records, each written once and referred to by name. */
final class Schemas {

    private final Map<String, Object> written = new TreeMap<>();

    Map<String, Object> all() {
        return written;
    }

    /** The schema of a type as it stands in JSON: a text, a number, a list, or a reference to a record. */
    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return Map.of("type", "array", "items", of(list.getActualTypeArguments()[0]));
        }
        if (!(type instanceof Class<?> plain)) {
            return Map.of();
        }
        if (plain == int.class || plain == Integer.class) {
            return Map.of("type", "integer", "format", "int32");
        }
        if (plain == long.class || plain == Long.class) {
            return Map.of("type", "integer", "format", "int64");
        }
        if (plain == boolean.class) {
            return Map.of("type", "boolean");
        }
        if (plain.isEnum()) {
            return Map.of(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(plain.getEnumConstants())
                            .map(Object::toString)
                            .toList());
        }
        return plain.isRecord() && !isText(plain) ? reference(plain) : text(plain);
    }

    private static boolean isText(Class<?> type) {
        return Id.class.isAssignableFrom(type) || type == Digest.class || type == Nanoton.class;
    }

    private static Map<String, Object> text(Class<?> type) {
        if (type == Bytes.class) {
            return Map.of("type", "string", "contentEncoding", "base64url");
        }
        if (type == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        }
        if (type == LocalDate.class) {
            return Map.of("type", "string", "format", "date");
        }
        if (type == Nanoton.class) {
            return Map.of("type", "string", "pattern", "^(0|[1-9][0-9]*)$", "description", "nanoton");
        }
        if (type == Digest.class) {
            return Map.of("type", "string", "pattern", "^[0-9a-f]{64}$");
        }
        return Map.of("type", "string");
    }

    private Map<String, Object> reference(Class<?> type) {
        String name = type.getSimpleName();
        if (!written.containsKey(name)) {
            Map<String, Object> schema = new LinkedHashMap<>();
            // Before its parts, so that a record that holds itself ends here.
            written.put(name, schema);
            Map<String, Object> properties = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                properties.put(component.getName(), of(component.getGenericType()));
                if (!isNullable(component.getAnnotatedType())) {
                    required.add(component.getName());
                }
            }
            schema.put("type", "object");
            schema.put("properties", properties);
            schema.put("required", required);
            schema.put("additionalProperties", false);
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }
}
