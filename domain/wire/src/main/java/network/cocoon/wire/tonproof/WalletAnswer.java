package network.cocoon.wire.tonproof;

import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What a wallet answers by TON Connect, in its field names; nothing of it is believed yet. */
public record WalletAnswer(Account account, Proof proof) {

    /** Of which an initial state takes the most: the network's own bound of an external message, in base64. */
    public static final int MOST_BYTES = 96 * 1024;

    /**
     * @param address         raw or friendly
     * @param chain           TON's network id
     * @param publicKey       as the wallet says, hexadecimal; only compared with the one in the state
     * @param walletStateInit a bag of cells in base64
     */
    public record Account(
            String address, String chain, @Nullable String publicKey, String walletStateInit) {}

    /**
     * @param timestamp seconds since 1970
     * @param signature base64
     */
    public record Proof(long timestamp, Domain domain, String payload, String signature) {}

    /** @param lengthBytes of the value in UTF-8 */
    public record Domain(int lengthBytes, String value) {}

    /** Null where the bytes are no answer. */
    public static @Nullable WalletAnswer parse(byte[] json) {
        if (json.length > MOST_BYTES) {
            return null;
        }
        try {
            return CocoonJson.mapper().readValue(json, WalletAnswer.class);
        } catch (JacksonException _) {
            return null;
        }
    }
}
