package network.cocoon.client.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolEntry;
import org.apache.hc.core5.pool.StrictConnPool;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * Connections to an operator's nodes, HTTP/1.1 over blocking sockets, each kept for the next call once an answer was read to
 * its end. Callers are virtual threads, so a line that waits costs no thread of the system; and who waits for nothing but a
 * socket takes a fraction of the processor time of a client that is asynchronous inside. Safe for many threads.
 */
final class Connections implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Below the time after which the operator's server lets an idle connection go. */
    private static final TimeValue KEPT = TimeValue.ofSeconds(15);
    /** One that was at rest for longer is asked whether its other end is still there, which takes a millisecond. */
    private static final long SURELY_THERE_MILLIS = 200;
    /** Answers wait for minutes, each on a line of its own: who limits them is whoever calls. */
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(16 * 1024)
            .setMaxHeaderCount(100)
            .build();

    private final StrictConnPool<URI, DefaultBHttpClientConnection> pool = new StrictConnPool<>(NO_LIMIT, NO_LIMIT);
    private final @Nullable SSLSocketFactory tls;

    /** @param tls null for connections in clear text */
    Connections(@Nullable SSLContext tls) {
        this.tls = tls == null ? null : tls.getSocketFactory();
    }

    /**
     * A connection that nobody else uses until it is given back.
     *
     * @param kept whether it served a call before: the other end may have closed it this instant
     */
    record Leased(
            PoolEntry<URI, DefaultBHttpClientConnection> entry,
            DefaultBHttpClientConnection connection,
            boolean kept) {}

    /**
     * A kept connection, or a new one.
     *
     * @throws ConnectException the node was not reached, so that it knows nothing of the call
     */
    Leased lease(URI base) throws IOException {
        PoolEntry<URI, DefaultBHttpClientConnection> entry = entry(base);
        DefaultBHttpClientConnection kept = entry.getConnection();
        if (kept != null && usable(entry, kept)) {
            return new Leased(entry, kept, true);
        }
        return connected(entry, base);
    }

    /** A new one, as where a kept one turned out to be gone. */
    Leased fresh(URI base) throws IOException {
        return connected(entry(base), base);
    }

    private PoolEntry<URI, DefaultBHttpClientConnection> entry(URI base) throws IOException {
        Future<PoolEntry<URI, DefaultBHttpClientConnection>> leased;
        try {
            leased = pool.lease(base, null);
            return leased.get();
        } catch (IllegalStateException e) {
            throw new IOException("the connections to the operator are closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Transport.interrupted();
        } catch (ExecutionException e) {
            throw new IOException("no connection to the operator", e.getCause());
        }
    }

    private static boolean usable(
            PoolEntry<URI, DefaultBHttpClientConnection> entry, DefaultBHttpClientConnection connection)
            throws IOException {
        if (!connection.isOpen()) {
            return false;
        }
        return System.currentTimeMillis() - entry.getUpdated() < SURELY_THERE_MILLIS || !connection.isStale();
    }

    private Leased connected(PoolEntry<URI, DefaultBHttpClientConnection> entry, URI base) throws IOException {
        try {
            entry.discardConnection(CloseMode.IMMEDIATE);
            DefaultBHttpClientConnection connection = connect(base);
            entry.assignConnection(connection);
            return new Leased(entry, connection, false);
        } catch (IOException e) {
            pool.release(entry, false);
            if (Thread.currentThread().isInterrupted()) {
                throw Transport.interrupted();
            }
            var unreached = new ConnectException("cannot connect to " + base.getAuthority() + ": " + e.getMessage());
            unreached.initCause(e);
            throw unreached;
        }
    }

    private DefaultBHttpClientConnection connect(URI base) throws IOException {
        String host = base.getHost();
        boolean secure = tls != null;
        int port = base.getPort() >= 0 ? base.getPort() : secure ? 443 : 80;
        Socket socket = new Socket();
        try {
            int patience = Math.toIntExact(CONNECT.toMillis());
            // Small messages that somebody waits for: none is held back for the next.
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(patience);
            socket.connect(new InetSocketAddress(host, port), patience);
            var connection = new DefaultBHttpClientConnection(LIMITS);
            if (tls == null) {
                connection.bind(socket);
            } else {
                connection.bind(secured(tls, socket, host, port), socket);
            }
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static SSLSocket secured(SSLSocketFactory tls, Socket plain, String host, int port) throws IOException {
        boolean literal = host.startsWith("[");
        String name = literal ? host.substring(1, host.length() - 1) : host;
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, name, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        // Without it any certificate of a trusted issuer would do.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** Gives a connection back. {@code reusable}: all of the call was sent, and all of its answer read. */
    void release(Leased leased, boolean reusable) {
        if (!reusable) {
            leased.entry().discardConnection(CloseMode.IMMEDIATE);
        }
        leased.entry().updateExpiry(KEPT);
        pool.release(leased.entry(), reusable);
    }

    /** Breaks all of them, those in use too. */
    @Override
    public void close() {
        pool.close(CloseMode.IMMEDIATE);
    }
}
