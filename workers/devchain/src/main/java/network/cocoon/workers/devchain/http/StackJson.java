package network.cocoon.workers.devchain.http;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import network.cocoon.wire.ton.Cell;
import network.cocoon.workers.tvm.StackValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A stack as toncenter writes it: pairs of a kind and a value; inside of tuples, tonlib's objects. */
final class StackJson {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_ARGUMENTS = 255;

    private StackJson() {}

    static List<StackValue> arguments(JsonNode stack) {
        if (!stack.isArray() || stack.size() > MAX_ARGUMENTS) {
            throw ApiProblem.invalid("the stack is an array of at most " + MAX_ARGUMENTS + " pairs");
        }
        List<StackValue> values = new ArrayList<>();
        for (JsonNode pair : stack) {
            values.add(argument(pair));
        }
        return values;
    }

    static ArrayNode results(List<StackValue> stack) {
        ArrayNode out = JSON.createArrayNode();
        for (StackValue value : stack) {
            out.add(result(value));
        }
        return out;
    }

    private static StackValue argument(JsonNode pair) {
        if (!pair.isArray() || pair.size() != 2 || !pair.get(0).isString()) {
            throw ApiProblem.invalid("an argument is a pair of its kind and its value");
        }
        JsonNode value = pair.get(1);
        return switch (pair.get(0).asString()) {
            case "num", "number", "int", "tvm.Number" -> number(value);
            case "cell", "tvm.Cell" -> StackValue.of(cell(value));
            case "slice", "tvm.Slice" -> StackValue.slice(cell(value));
            case "null" -> new StackValue.Null();
            default -> throw ApiProblem.invalid("an argument is a num, cell, slice or null");
        };
    }

    private static StackValue number(JsonNode value) {
        if (!value.isString() && !value.isIntegralNumber()) {
            throw ApiProblem.invalid("a number is an integer, or text");
        }
        BigInteger number = Params.integer(value.asString(), "an argument");
        if (number.bitLength() > 256) {
            throw ApiProblem.invalid("a number has at most 257 bits with its sign");
        }
        return StackValue.of(number);
    }

    private static Cell cell(JsonNode value) {
        JsonNode text = value.isObject() ? value.path("bytes") : value;
        if (!text.isString()) {
            throw ApiProblem.invalid("a cell is a bag of cells in base64");
        }
        return Params.cell(text.asString(), "an argument");
    }

    private static ArrayNode result(StackValue value) {
        return switch (value) {
            case StackValue.Null() ->
                pair("list", JSON.createObjectNode().put("@type", "tvm.list").set("elements", JSON.createArrayNode()));
            case StackValue.Int(BigInteger number) ->
                pair("num", JSON.getNodeFactory().stringNode(hex(number)));
            case StackValue.NaN() -> pair("num", JSON.getNodeFactory().stringNode("NaN"));
            case StackValue.CellValue(Cell cell) -> pair("cell", bytes(cell));
            case StackValue.Slice(Cell cell) -> pair("slice", bytes(cell));
            case StackValue.Builder(Cell cell) -> pair("builder", bytes(cell));
            case StackValue.Tuple(List<StackValue> items) -> pair("tuple", tuple(items));
            case StackValue.Continuation() -> pair("unsupported", JSON.createObjectNode());
        };
    }

    private static ObjectNode tuple(List<StackValue> items) {
        ArrayNode elements = JSON.createArrayNode();
        for (StackValue item : items) {
            elements.add(element(item));
        }
        ObjectNode out = JSON.createObjectNode().put("@type", "tvm.tuple");
        out.set("elements", elements);
        return out;
    }

    private static ObjectNode element(StackValue value) {
        return switch (value) {
            case StackValue.Int(BigInteger number) ->
                entry(
                        "Number",
                        "number",
                        JSON.createObjectNode()
                                .put("@type", "tvm.numberDecimal")
                                .put("number", number.toString()));
            case StackValue.CellValue(Cell cell) -> entry("Cell", "cell", typed("tvm.cell", cell));
            case StackValue.Slice(Cell cell) -> entry("Slice", "slice", typed("tvm.slice", cell));
            case StackValue.Tuple(List<StackValue> items) -> entry("Tuple", "tuple", tuple(items));
            case StackValue.Null() ->
                entry(
                        "List",
                        "list",
                        JSON.createObjectNode().put("@type", "tvm.list").set("elements", JSON.createArrayNode()));
            case StackValue.NaN _, StackValue.Builder _, StackValue.Continuation _ ->
                JSON.createObjectNode().put("@type", "tvm.stackEntryUnsupported");
        };
    }

    private static ObjectNode entry(String kind, String field, JsonNode value) {
        ObjectNode out = JSON.createObjectNode().put("@type", "tvm.stackEntry" + kind);
        out.set(field, value);
        return out;
    }

    private static ObjectNode typed(String type, Cell cell) {
        return JSON.createObjectNode().put("@type", type).put("bytes", boc(cell));
    }

    private static ObjectNode bytes(Cell cell) {
        return JSON.createObjectNode().put("bytes", boc(cell));
    }

    private static ArrayNode pair(String kind, JsonNode value) {
        return JSON.createArrayNode().add(kind).add(value);
    }

    static String boc(Cell cell) {
        return Base64.getEncoder().encodeToString(cell.toBoc());
    }

    private static String hex(BigInteger number) {
        return (number.signum() < 0 ? "-0x" : "0x") + number.abs().toString(16);
    }
}
