package network.cocoon.commands.network;

import java.security.SecureRandom;

/** A node's name. */
public final class NetworkParts {

    private NetworkParts() {}

    public static ThisNode node(SecureRandom random) {
        return new ThisNode(random);
    }
}
