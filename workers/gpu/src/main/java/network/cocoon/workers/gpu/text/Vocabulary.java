package network.cocoon.workers.gpu.text;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import network.cocoon.workers.gpu.engine.EngineException;
import tools.jackson.databind.JsonNode;

/** The bytes that each token stands for, of a vocabulary over bytes: what GPT-2 began and Qwen and DeepSeek have. */
public final class Vocabulary {

    private static final byte[] NONE = {};

    private final byte[][] bytes;

    private Vocabulary(byte[][] bytes) {
        this.bytes = bytes;
    }

    /** Empty for a tokenizer of another kind. Added tokens stand for no bytes: they are not text. */
    static Optional<Vocabulary> of(JsonNode json) {
        if (!hasByteLevel(json.path("decoder"))) {
            return Optional.empty();
        }
        int size = 0;
        for (var token : json.path("model").path("vocab").properties()) {
            size = Math.max(size, token.getValue().intValue() + 1);
        }
        for (JsonNode added : json.path("added_tokens")) {
            size = Math.max(size, added.path("id").intValue() + 1);
        }
        byte[][] bytes = new byte[size][];
        java.util.Arrays.fill(bytes, NONE);
        for (var token : json.path("model").path("vocab").properties()) {
            bytes[token.getValue().intValue()] = bytes(token.getKey());
        }
        for (JsonNode added : json.path("added_tokens")) {
            bytes[added.path("id").intValue()] = NONE;
        }
        return Optional.of(new Vocabulary(bytes));
    }

    private static boolean hasByteLevel(JsonNode decoder) {
        if (decoder.path("type").asString("").equals("ByteLevel")) {
            return true;
        }
        for (JsonNode inner : decoder.path("decoders")) {
            if (inner.path("type").asString("").equals("ByteLevel")) {
                return true;
            }
        }
        return false;
    }

    /** Each byte is written as one character that shows: itself, or one past U+0100. */
    private static byte[] bytes(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            int value = BYTE_OF_CHARACTER.length > token.charAt(i) ? BYTE_OF_CHARACTER[token.charAt(i)] : -1;
            if (value < 0) {
                // Not over bytes after all; what the token shows is the best that is known.
                return token.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }

    private static final int[] BYTE_OF_CHARACTER = byteOfCharacter();

    private static int[] byteOfCharacter() {
        int[] bytes = new int[512];
        java.util.Arrays.fill(bytes, -1);
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean shows = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || (b >= 0xae);
            bytes[shows ? b : next++] = b;
        }
        return bytes;
    }

    /** So many ids there are, from 0. */
    public int size() {
        return bytes.length;
    }

    /** Not to be changed; empty for a token that is not text. */
    public byte[] bytes(int token) {
        return token >= 0 && token < bytes.length ? bytes[token] : NONE;
    }

    /** Throws {@link EngineException} (UNSUPPORTED) for an id that this vocabulary does not have. */
    public void require(int token) {
        if (token < 0 || token >= bytes.length) {
            throw new EngineException(EngineException.Code.UNSUPPORTED, "no token has the id " + token);
        }
    }
}
