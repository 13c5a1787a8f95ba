package network.cocoon.commands.settings;

import java.net.URI;

/** What may stand for a node: scheme, host and perhaps a port, nothing behind them. */
final class NodeAddress {

    private static final int LONGEST = 256;

    private NodeAddress() {}

    static boolean isOne(URI address) {
        String path = address.getPath();
        return address.toString().length() <= LONGEST
                && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                && address.getHost() != null
                && address.getUserInfo() == null
                && address.getQuery() == null
                && address.getFragment() == null
                && (path == null || path.isEmpty() || path.equals("/"));
    }
}
