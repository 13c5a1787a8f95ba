package network.cocoon.domain.provider;

import java.nio.charset.StandardCharsets;
import network.cocoon.domain.kernel.Bytes;

/** The exact bytes a payout wallet's key signs. */
public final class ProviderStatements {

    private ProviderStatements() {}

    public static byte[] registration(String networkId, String payoutAddress, Bytes walletKey) {
        return String.join("\n", "cocoon/provider/v1", networkId, payoutAddress, walletKey.hex())
                .getBytes(StandardCharsets.UTF_8);
    }
}
