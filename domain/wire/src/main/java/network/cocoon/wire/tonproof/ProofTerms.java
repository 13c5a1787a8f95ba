package network.cocoon.wire.tonproof;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Which proofs are asked for.
 *
 * @param networkId this network's; every payload begins with it, so that a proof for one network is none for another
 * @param chain     TON's own network id as TON Connect writes it: -239 is mainnet, -3 testnet
 * @param domains   hosts whose page may ask, exactly as wallets show them
 */
public record ProofTerms(String networkId, int chain, Set<String> domains) {

    public static final int MAINNET = -239;
    public static final int TESTNET = -3;

    /** TON Connect's bound of domain and payload each, in bytes. */
    static final int MOST_TEXT_BYTES = 128;

    private static final String SEPARATOR = "/";

    public ProofTerms {
        domains = Set.copyOf(domains);
        if (domains.isEmpty()) {
            throw new IllegalArgumentException("a proof is given to a domain");
        }
        for (String domain : domains) {
            if (domain.isEmpty() || domain.getBytes(StandardCharsets.UTF_8).length > MOST_TEXT_BYTES) {
                throw new IllegalArgumentException("a domain has 1 to " + MOST_TEXT_BYTES + " bytes");
            }
        }
        if (networkId.isEmpty() || networkId.contains(SEPARATOR)) {
            throw new IllegalArgumentException("a network's id is not empty and has no " + SEPARATOR);
        }
    }

    /**
     * What to ask a wallet to sign.
     *
     * @param nonce fresh and unguessable, remembered in {@link ProofPayloads}
     */
    public String payload(String nonce) {
        String payload = prefix() + nonce;
        if (payload.getBytes(StandardCharsets.UTF_8).length > MOST_TEXT_BYTES) {
            throw new IllegalArgumentException("a payload has at most " + MOST_TEXT_BYTES + " bytes");
        }
        return payload;
    }

    /** In bytes. A lone surrogate is no text: it would be signed as a question mark. */
    static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    String prefix() {
        return "cocoon" + SEPARATOR + networkId + SEPARATOR;
    }
}
