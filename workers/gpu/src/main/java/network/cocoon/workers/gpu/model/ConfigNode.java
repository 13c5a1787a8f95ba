package network.cocoon.workers.gpu.model;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.workers.gpu.model.ModelException.Code;
import tools.jackson.databind.JsonNode;

/** An object of config.json: a value of another kind than expected is refused, an absent or null one has a default. */
record ConfigNode(JsonNode node) {

    boolean present(String name) {
        return !node.path(name).isMissingNode() && !node.path(name).isNull();
    }

    ConfigNode object(String name) {
        if (present(name) && !node.path(name).isObject()) {
            throw invalid(name, "an object");
        }
        return new ConfigNode(node.path(name));
    }

    int number(String name, int absent) {
        if (!present(name)) {
            return absent;
        }
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw invalid(name, "a whole number");
        }
        return value.intValue();
    }

    double real(String name, double absent) {
        if (!present(name)) {
            return absent;
        }
        JsonNode value = node.path(name);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw invalid(name, "a number");
        }
        return value.doubleValue();
    }

    boolean flag(String name, boolean absent) {
        if (!present(name)) {
            return absent;
        }
        if (!node.path(name).isBoolean()) {
            throw invalid(name, "true or false");
        }
        return node.path(name).booleanValue();
    }

    String word(String name, String absent) {
        if (!present(name)) {
            return absent;
        }
        if (!node.path(name).isString()) {
            throw invalid(name, "a word");
        }
        return node.path(name).stringValue();
    }

    /** None where it is absent. */
    List<String> words(String name) {
        List<String> words = new ArrayList<>();
        if (present(name)) {
            JsonNode list = node.path(name);
            if (!list.isArray() || list.size() > 1024) {
                throw invalid(name, "a short list");
            }
            list.forEach(value -> words.add(value.asString("")));
        }
        return words;
    }

    private static ModelException invalid(String name, String what) {
        return new ModelException(Code.CONFIG_INVALID, name + " is not " + what);
    }

    static ModelException unsupported(String what) {
        return new ModelException(Code.ARCHITECTURE_UNSUPPORTED, what);
    }
}
