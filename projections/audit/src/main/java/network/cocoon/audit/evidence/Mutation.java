package network.cocoon.audit.evidence;

import java.util.Arrays;
import network.cocoon.domain.attestation.json.Json;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;

/**
 * One change to a quote's bytes.
 *
 * @param base id of the quote in the manifest
 * @param op set, xor, or, and, add, sub (one byte), set2, set4 (little-endian), zero (so many bytes), truncate (to so many
 *     bytes), append (one byte)
 */
record Mutation(String base, String name, String op, int offset, long value) {

    private static final int MAX_OFFSET = 1 << 20;

    static Mutation read(Json element) throws EvidenceException {
        try {
            JsonObject m = JsonObject.of(element, "the mutation");
            return new Mutation(
                    m.text("base"),
                    m.text("name"),
                    m.text("op"),
                    m.has("offset") ? m.number("offset", MAX_OFFSET) : 0,
                    m.longNumber("value"));
        } catch (JsonException e) {
            throw new EvidenceException(EvidenceFault.MALFORMED_ENTRY, "" + e.getMessage());
        }
    }

    byte[] apply(byte[] quote) throws EvidenceException {
        return switch (op) {
            case "set", "xor", "or", "and", "add", "sub" -> byteChanged(quote);
            case "set2" -> little(quote, 2);
            case "set4" -> little(quote, 4);
            case "zero" -> {
                byte[] out = changeable(quote, value);
                Arrays.fill(out, offset, offset + (int) value, (byte) 0);
                yield out;
            }
            case "truncate" -> {
                require(value >= 0 && value <= quote.length);
                yield Arrays.copyOf(quote, (int) value);
            }
            case "append" -> {
                byte[] out = Arrays.copyOf(quote, quote.length + 1);
                out[quote.length] = (byte) value;
                yield out;
            }
            default -> throw impossible();
        };
    }

    private byte[] byteChanged(byte[] quote) throws EvidenceException {
        byte[] out = changeable(quote, 1);
        int old = out[offset];
        out[offset] = (byte)
                switch (op) {
                    case "set" -> value;
                    case "xor" -> old ^ value;
                    case "or" -> old | value;
                    case "and" -> old & value;
                    case "add" -> old + value;
                    default -> old - value;
                };
        return out;
    }

    private byte[] little(byte[] quote, int length) throws EvidenceException {
        byte[] out = changeable(quote, length);
        for (int i = 0; i < length; i++) {
            out[offset + i] = (byte) (value >> (8 * i));
        }
        return out;
    }

    private byte[] changeable(byte[] quote, long length) throws EvidenceException {
        require(length >= 0 && length <= quote.length - (long) offset);
        return quote.clone();
    }

    private void require(boolean possible) throws EvidenceException {
        if (!possible) {
            throw impossible();
        }
    }

    private EvidenceException impossible() {
        return new EvidenceException(
                EvidenceFault.IMPOSSIBLE_MUTATION, op + " " + value + " at " + offset + " cannot be done here");
    }
}
