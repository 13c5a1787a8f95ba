package network.cocoon.commands.simulation;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Digest;

/** Real keys, made once a name: a run needs signatures, and no secrets. */
final class Keys {

    private static final Map<String, SigningKey> KEYS = new ConcurrentHashMap<>();

    private Keys() {}

    static SigningKey of(String name) {
        return KEYS.computeIfAbsent(
                name, it -> SigningKey.ofSeed(digest("key of " + it).raw()));
    }

    static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** An id of 16 bytes with its prefix. */
    static String id(String prefix, String name) {
        return prefix + digest(name).hex().substring(0, 32);
    }
}
