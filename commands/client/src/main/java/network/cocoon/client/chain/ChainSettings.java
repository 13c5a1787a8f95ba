package network.cocoon.client.chain;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Who is asked about the chain.
 *
 * @param servers 1 to 8 addresses of toncenter's API v2, {@code https://.../api/v2}; http to this machine only
 * @param apiKey  sent to each of them
 * @param agree   how many must say the same before it counts
 */
public record ChainSettings(List<URI> servers, Optional<String> apiKey, int agree) {

    private static final int MOST_SERVERS = 8;
    private static final int LONGEST_KEY = 256;

    public ChainSettings {
        if (servers.isEmpty() || servers.size() > MOST_SERVERS) {
            throw new IllegalArgumentException("the chain is read from 1 to " + MOST_SERVERS + " servers");
        }
        servers = servers.stream().map(ChainSettings::checked).distinct().toList();
        if (agree < 1 || agree > servers.size()) {
            throw new IllegalArgumentException("1 to all of the chain's servers must agree, not " + agree);
        }
        if (apiKey.isPresent() && !apiKey.get().matches("[\\x21-\\x7e]{1," + LONGEST_KEY + "}")) {
            throw new IllegalArgumentException("an API key of the chain is one line of visible characters");
        }
    }

    private static URI checked(URI server) {
        String host = server.getHost();
        if (host == null || server.getScheme() == null || server.getQuery() != null || server.getUserInfo() != null) {
            throw new IllegalArgumentException("a server of the chain looks like https://toncenter.com/api/v2");
        }
        boolean loopback = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
        if (!server.getScheme().equals("https") && !(server.getScheme().equals("http") && loopback)) {
            throw new IllegalArgumentException("the chain is read by https; http only on this machine");
        }
        String text = server.toString();
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    /** The key is not for logs. */
    @Override
    public String toString() {
        return "ChainSettings[" + servers + ", agree " + agree + "]";
    }
}
