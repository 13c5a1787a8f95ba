package network.cocoon.workers.gpu.grammar;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A plain check of the subset of JSON Schema, that shares no code with what is tested. */
final class Valid {

    private Valid() {}

    static boolean under(JsonNode root, JsonNode schema, JsonNode value) {
        if (schema.has("$ref")) {
            return under(root, root.at(schema.get("$ref").stringValue().substring(1)), value);
        }
        if (schema.has("const")) {
            return schema.get("const").equals(value);
        }
        if (schema.has("enum")) {
            return schema.get("enum").valueStream().anyMatch(value::equals);
        }
        if (schema.has("anyOf")) {
            return schema.get("anyOf").valueStream().anyMatch(one -> under(root, one, value));
        }
        JsonNode type = schema.path("type");
        List<String> types = type.isArray()
                ? type.valueStream().map(JsonNode::stringValue).toList()
                : type.isMissingNode() ? List.of() : List.of(type.stringValue());
        if (!types.isEmpty() && types.stream().noneMatch(one -> is(one, value))) {
            return false;
        }
        if (value.isNumber()) {
            // As one who reads numbers into doubles would check them.
            double number = value.doubleValue();
            return number >= schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
                    && number <= schema.path("maximum").asDouble(Double.POSITIVE_INFINITY)
                    && !(number <= schema.path("exclusiveMinimum").asDouble(Double.NEGATIVE_INFINITY))
                    && !(number >= schema.path("exclusiveMaximum").asDouble(Double.POSITIVE_INFINITY));
        }
        if (value.isString()) {
            String text = value.stringValue();
            long length = text.codePoints().count();
            // The library's $ holds before a last line end too.
            return length >= schema.path("minLength").asLong(0)
                    && length <= schema.path("maxLength").asLong(Long.MAX_VALUE)
                    && Pattern.compile(schema.path("pattern").asString("").replaceAll("\\$(?=$|\\||\\))", "\\\\z"))
                            .matcher(text)
                            .find();
        }
        if (value.isArray()) {
            return value.size() >= schema.path("minItems").asInt(0)
                    && value.size() <= schema.path("maxItems").asInt(Integer.MAX_VALUE)
                    && (!schema.has("items")
                            || value.valueStream().allMatch(one -> under(root, schema.get("items"), one)));
        }
        if (value.isObject()) {
            boolean complete = schema.path("required").valueStream().allMatch(name -> value.has(name.stringValue()));
            return complete
                    && value.propertyStream().allMatch(entry -> {
                        JsonNode its = schema.path("properties").path(entry.getKey());
                        JsonNode more = schema.path("additionalProperties");
                        return its.isObject()
                                ? under(root, its, entry.getValue())
                                : more.isObject() ? under(root, more, entry.getValue()) : !more.isBoolean();
                    });
        }
        return true;
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> value.isNull();
        };
    }
}
