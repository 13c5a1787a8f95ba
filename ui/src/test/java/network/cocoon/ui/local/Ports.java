package network.cocoon.ui.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Where the local network listens, all on the loopback address.
 *
 * @param console  operator: console and command API
 * @param openAi   sidecar: OpenAI-compatible API
 * @param database embedded PostgreSQL
 * @param chain    local TON chain: toncenter's API, faucet, explorer
 */
record Ports(int console, int openAi, int database, int chain) {

    /** Browsers refuse some ports outright, 10080 among them. */
    static final Ports DEFAULT = new Ports(10100, 10000, 10543, 10300);

    /** Any free ones, for tests that run beside each other. */
    static Ports free() throws IOException {
        try (ServerSocket a = loopback(0);
                ServerSocket b = loopback(0);
                ServerSocket c = loopback(0);
                ServerSocket d = loopback(0)) {
            return new Ports(a.getLocalPort(), b.getLocalPort(), c.getLocalPort(), d.getLocalPort());
        }
    }

    /** The database's port is not asked: a server that survived a crash is taken over by its data folder. */
    void requireFree() {
        require(console, "console and command API", "--console-port");
        require(openAi, "OpenAI-compatible API", "--port");
    }

    void requireChainFree() {
        require(chain, "local TON chain", "--chain-port");
    }

    private static void require(int port, String role, String option) {
        try (ServerSocket probe = loopback(port)) {
            if (probe.getLocalPort() != port) {
                throw new LocalNetworkException("port " + port + " could not be probed");
            }
        } catch (IOException e) {
            throw new LocalNetworkException(
                    "Port " + port + " (" + role + ") is taken. Stop what listens there, or choose another with "
                            + option + " N.",
                    e);
        }
    }

    private static ServerSocket loopback(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }
}
