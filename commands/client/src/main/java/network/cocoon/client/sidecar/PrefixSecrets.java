package network.cocoon.client.sidecar;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * From what an app names its conversations by to the secret that is sealed (protocol, "Prefix reuse"). Names are short and
 * guessable, so they are keyed by the sidecar's own key: no other sidecar's app comes to the same secret.
 */
final class PrefixSecrets {

    private static final byte[] PURPOSE = "cocoon prefix reuse\0".getBytes(StandardCharsets.UTF_8);

    private final SecretKeySpec key;

    PrefixSecrets(String sidecarKey) {
        this.key = new SecretKeySpec(sidecarKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** 64 hexadecimal characters, the same for the same name. */
    String of(String cacheKey) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(PURPOSE);
            return HexFormat.of().formatHex(mac.doFinal(cacheKey.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every platform has HmacSHA256", e);
        }
    }
}
