package network.cocoon.workers.gpu.grammar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import network.cocoon.workers.gpu.engine.EngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON Schema, as much of it as is built: {@code type}, {@code properties}, {@code required},
 * {@code additionalProperties}, {@code items}, {@code minItems}, {@code maxItems}, {@code enum}, {@code const},
 * {@code anyOf} and {@code oneOf} of what begins differently, {@code $ref} within the schema, {@code minimum},
 * {@code maximum}, {@code exclusiveMinimum} and {@code exclusiveMaximum} of numbers, and {@code minLength},
 * {@code maxLength}, {@code pattern} and the better known values of {@code format} of strings. Words that only describe
 * are skipped; any other is refused by its name. Properties are written in the order of the schema, and none that it does
 * not name where it names some.
 */
final class SchemaReader {

    private static final int MOST_CHARACTERS = 64 << 10;
    private static final int MOST_SCHEMAS = 2048;
    private static final int MOST_VALUES = 512;
    private static final int MOST_ITEMS = 10_000;

    private static final Set<String> DESCRIBE = Set.of(
            "title",
            "description",
            "default",
            "examples",
            "$schema",
            "$id",
            "$comment",
            "$defs",
            "definitions",
            "deprecated",
            "readOnly",
            "writeOnly",
            "strict",
            "format");

    private static final Set<String> BUILT = Set.of(
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minItems",
            "maxItems",
            "enum",
            "const",
            "anyOf",
            "oneOf",
            "$ref");

    /** What is said of values of one type. */
    private static final List<String> LIMITS = Stream.of(NumberReader.WORDS, TextReader.WORDS)
            .flatMap(Set::stream)
            .sorted()
            .toList();

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(64).build())
                    .build())
            .build();

    /** A definition that something refers to. */
    private record Unread(String name, Schema.Reference reference) {}

    private final JsonNode root;
    private final TextReader texts;
    private final Map<String, Schema.Reference> references = new HashMap<>();
    private final List<Unread> unread = new ArrayList<>();
    private int count;

    private SchemaReader(JsonNode root, Effort effort) {
        this.root = root;
        this.texts = new TextReader(effort);
    }

    /** Throws {@link EngineException} (UNSUPPORTED) that names what is not built. */
    static Schema read(String text) {
        return read(text, new Effort());
    }

    /**
     * As {@link #read(String)}.
     *
     * @param effort what this and other schemas of a request may cost together
     */
    static Schema read(String text, Effort effort) {
        if (text.length() > MOST_CHARACTERS) {
            throw unsupported("a schema of more than " + MOST_CHARACTERS + " characters");
        }
        JsonNode root;
        try {
            root = json(text);
        } catch (JacksonException e) {
            throw unsupported("a schema that is no JSON");
        }
        SchemaReader reader = new SchemaReader(root, effort);
        Schema schema = reader.schema(root);
        while (!reader.unread.isEmpty()) {
            Unread next = reader.unread.removeLast();
            next.reference().resolve(reader.schema(reader.pointed(next.name())));
        }
        // Only now is it known what references come to.
        FirstBytes.of(schema, new HashSet<>());
        return schema;
    }

    /** Bounded in depth; throws {@link JacksonException}. */
    static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }

    private Schema schema(JsonNode json) {
        if (++count > MOST_SCHEMAS) {
            throw unsupported("more than " + MOST_SCHEMAS + " schemas in one another");
        }
        if (json.isBoolean() && json.booleanValue()) {
            return Schema.Any.VALUE;
        }
        if (!json.isObject()) {
            throw unsupported("a schema that is no object");
        }
        for (String word : json.propertyNames()) {
            if (!BUILT.contains(word) && !DESCRIBE.contains(word) && !LIMITS.contains(word)) {
                throw unsupported("keyword " + (word.length() > 32 ? word.substring(0, 32) : word));
            }
        }
        if (json.has("$ref")) {
            alone(json, "$ref");
            return reference(json.get("$ref").asString(""));
        }
        if (json.has("const")) {
            return values(json, List.of(json.get("const")));
        }
        if (json.has("enum")) {
            return values(
                    json,
                    json.get("enum").isArray() ? List.copyOf(json.get("enum").values()) : List.of());
        }
        for (String word : List.of("anyOf", "oneOf")) {
            if (json.has(word)) {
                alone(json, word);
                return union(json.get(word).values().stream().map(this::schema).toList());
            }
        }
        JsonNode type = json.path("type");
        if (type.isArray()) {
            return union(type.values().stream()
                    .map(one -> typed(one.asString(""), json))
                    .toList());
        }
        return typed(type.asString(meant(json)), json);
    }

    /** The type where none is said: what is true of values of one type only is said of those. */
    private static String meant(JsonNode json) {
        if (json.has("properties") || json.has("items")) {
            return json.has("properties") ? "object" : "array";
        }
        if (TextReader.means(json)) {
            return "string";
        }
        return NumberReader.WORDS.stream().anyMatch(json::has) ? "number" : "any";
    }

    /** What would hold beside another schema is refused: leaving it out would let pass what it excludes. */
    private static void alone(JsonNode json, String beside) {
        for (String word : LIMITS) {
            if (json.has(word)) {
                throw unsupported(word + " beside " + beside);
            }
        }
    }

    private static Schema union(List<Schema> alternatives) {
        if (alternatives.isEmpty()) {
            throw unsupported("a choice of nothing");
        }
        return alternatives.size() == 1 ? alternatives.getFirst() : new Schema.Union(alternatives);
    }

    private Schema typed(String type, JsonNode json) {
        return switch (type) {
            case "any" -> Schema.Any.VALUE;
            case "string" -> texts.read(json);
            case "number" -> NumberReader.read(json, false);
            case "integer" -> NumberReader.read(json, true);
            case "boolean" -> new Schema.OneOf(List.of("true", "false"));
            case "null" -> new Schema.OneOf(List.of("null"));
            case "object" -> object(json);
            case "array" -> {
                int least = whole(json, "minItems", 0);
                int most = whole(json, "maxItems", Integer.MAX_VALUE);
                if (least > most) {
                    throw unsupported("minItems above maxItems");
                }
                yield new Schema.Array(json.has("items") ? schema(json.get("items")) : Schema.Any.VALUE, least, most);
            }
            default -> throw unsupported("a type of no name");
        };
    }

    private Schema object(JsonNode json) {
        JsonNode more = json.path("additionalProperties");
        JsonNode properties = json.path("properties");
        Set<String> required = new HashSet<>();
        json.path("required").forEach(name -> required.add(name.asString("")));
        if (properties.isEmpty() && !(more.isBoolean() && !more.booleanValue())) {
            if (!required.isEmpty()) {
                throw unsupported("required properties that are not described");
            }
            return new Schema.Dictionary(more.isObject() ? schema(more) : Schema.Any.VALUE);
        }
        if (more.isObject()) {
            throw unsupported("additionalProperties beside properties");
        }
        List<Schema.Shape.Property> read = new ArrayList<>();
        properties
                .properties()
                .forEach(property -> read.add(new Schema.Shape.Property(
                        bytes(MAPPER.getNodeFactory().stringNode(property.getKey())),
                        schema(property.getValue()),
                        required.remove(property.getKey()))));
        if (!required.isEmpty()) {
            throw unsupported("required properties that are not described");
        }
        return new Schema.Shape(read);
    }

    private Schema values(JsonNode json, List<JsonNode> values) {
        if (values.size() > MOST_VALUES) {
            throw unsupported("an enum of more than " + MOST_VALUES + " values");
        }
        List<String> allowed = values.stream()
                .filter(value -> NumberReader.allows(json, value) && texts.allows(json, value))
                .map(SchemaReader::bytes)
                .distinct()
                .toList();
        if (allowed.isEmpty()) {
            throw unsupported("an enum of nothing");
        }
        return new Schema.OneOf(allowed);
    }

    private Schema reference(String name) {
        if (!name.equals("#") && !name.startsWith("#/")) {
            throw unsupported("a $ref out of the schema");
        }
        return references.computeIfAbsent(name, _ -> {
            Schema.Reference reference = new Schema.Reference();
            unread.add(new Unread(name, reference));
            return reference;
        });
    }

    private JsonNode pointed(String name) {
        JsonNode json = root.at(name.substring(1));
        if (json.isMissingNode()) {
            throw unsupported("a $ref to nothing");
        }
        return json;
    }

    private static int whole(JsonNode json, String name, int otherwise) {
        if (!json.has(name)) {
            return otherwise;
        }
        JsonNode value = json.get(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 0
                || value.intValue() > MOST_ITEMS) {
            throw unsupported(name + " of no number up to " + MOST_ITEMS);
        }
        return value.intValue();
    }

    /** As the automaton spells it: one character a byte. */
    private static String bytes(JsonNode value) {
        return new String(
                MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    static EngineException unsupported(String what) {
        return new EngineException(EngineException.Code.UNSUPPORTED, "json_schema: " + what + " is not served");
    }
}
