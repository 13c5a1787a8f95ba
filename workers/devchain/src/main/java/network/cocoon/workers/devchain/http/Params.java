package network.cocoon.workers.devchain.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.OptionalLong;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.BagOfCells;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a caller gave, in the query or as JSON. Each reader names the argument in its refusal, never its value. */
final class Params {

    private static final JsonMapper JSON = JsonMapper.shared();
    /** A message of 64 KiB in base64, and its envelope. */
    private static final int MAX_BODY = 192 * 1024;

    private static final int MAX_IGNORED = 1 << 20;
    private static final int MAX_QUERY = 8 * 1024;
    private static final int MAX_DIGITS = 80;

    private final ObjectNode values;

    private Params(ObjectNode values) {
        this.values = values;
    }

    static Params of(HttpExchange exchange) throws IOException {
        ObjectNode values = JSON.createObjectNode();
        String query = exchange.getRequestURI().getRawQuery();
        if (query != null) {
            readQuery(query, values);
        }
        if (exchange.getRequestMethod().equals("POST")) {
            readBody(exchange, values);
        }
        return new Params(values);
    }

    boolean has(String name) {
        JsonNode value = values.get(name);
        return value != null && !value.isNull();
    }

    JsonNode node(String name) {
        JsonNode value = values.get(name);
        if (value == null || value.isNull()) {
            throw ApiProblem.invalid("argument " + name + " is missing");
        }
        return value;
    }

    String text(String name) {
        JsonNode value = node(name);
        if (!value.isString() && !value.isNumber()) {
            throw ApiProblem.invalid("argument " + name + " is text");
        }
        return value.asString();
    }

    TonAddress address(String name) {
        try {
            return TonAddress.parse(text(name));
        } catch (TonFormatException e) {
            throw new ApiProblem(422, e.code().name(), "argument " + name + ": " + e.getMessage());
        }
    }

    /** A whole number that is not negative. */
    OptionalLong number(String name) {
        if (!has(name)) {
            return OptionalLong.empty();
        }
        BigInteger value = big(name);
        if (value.signum() < 0 || value.bitLength() > 63) {
            throw ApiProblem.invalid("argument " + name + " is from 0 to 2^63 - 1");
        }
        return OptionalLong.of(value.longValueExact());
    }

    BigInteger big(String name) {
        return integer(text(name), "argument " + name);
    }

    /** A hash in hexadecimal or either base64. */
    Digest hash(String name) {
        String text = text(name);
        if (text.matches("[0-9a-fA-F]{64}")) {
            return new Digest(text.toLowerCase(Locale.ROOT));
        }
        byte[] raw = base64(text, "argument " + name);
        if (raw.length != 32) {
            throw ApiProblem.invalid("argument " + name + " is a hash of 32 bytes");
        }
        return Digest.of(raw);
    }

    Cell cell(String name) {
        return cell(text(name), "argument " + name);
    }

    static Cell cell(String base64, String what) {
        try {
            return Cell.ofBoc(base64(base64, what), BagOfCells.Limits.MESSAGE);
        } catch (TonFormatException e) {
            throw new ApiProblem(422, e.code().name(), what + ": " + e.getMessage());
        }
    }

    /** Decimal, or hexadecimal with 0x, either with a minus. */
    static BigInteger integer(String text, String what) {
        if (text.length() > MAX_DIGITS || !text.matches("-?(0x[0-9a-fA-F]+|[0-9]+)")) {
            throw ApiProblem.invalid(what + " is a whole number");
        }
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        BigInteger value = digits.startsWith("0x") ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits);
        return negative ? value.negate() : value;
    }

    private static byte[] base64(String text, String what) {
        try {
            return Base64.getMimeDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid(what + " is base64");
        }
    }

    private static void readQuery(String query, ObjectNode into) {
        if (query.length() > MAX_QUERY) {
            throw new ApiProblem(414, "TOO_LARGE", "the query has at most " + MAX_QUERY + " characters");
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                into.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid("the query is not form-encoded");
        }
    }

    private static void readBody(HttpExchange exchange, ObjectNode into) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            // Read on a little, so that most callers see the refusal and not a broken connection.
            exchange.getRequestBody().readNBytes(MAX_IGNORED);
            throw new ApiProblem(413, "TOO_LARGE", "a body has at most " + MAX_BODY + " bytes");
        }
        if (body.length == 0) {
            return;
        }
        try {
            if (!(JSON.readTree(body) instanceof ObjectNode object)) {
                throw ApiProblem.invalid("the body is a JSON object");
            }
            object.properties().forEach(entry -> into.set(entry.getKey(), entry.getValue()));
        } catch (JacksonException e) {
            throw ApiProblem.invalid("the body is not JSON");
        }
    }
}
