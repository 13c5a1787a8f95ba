package network.cocoon.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import network.cocoon.client.http.Connections.Leased;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One call and its answer on one connection, which goes back when both are through. Sending and receiving may be two threads'.
 */
final class Exchange {

    /** Interim answers (RFC 9110, 15.2) that a node may send; ours sends none. */
    private static final int MOST_INTERIM = 4;

    private final Connections connections;
    private final Leased leased;
    private boolean sent;
    private boolean received;
    private boolean over;

    Exchange(Connections connections, Leased leased) {
        this.connections = connections;
        this.leased = leased;
    }

    /** The request of a call, with a body of known length unless it is chunked. */
    static ClassicHttpRequest request(Call call, URI base, @Nullable HttpEntity body) {
        var request = new BasicClassicHttpRequest(call.method(), base.getRawPath() + call.path());
        String host = base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
        request.addHeader(HttpHeaders.HOST, host);
        if (body != null) {
            request.setEntity(body);
            if (body.getContentLength() < 0) {
                request.addHeader(HttpHeaders.TRANSFER_ENCODING, "chunked");
            } else {
                request.addHeader(HttpHeaders.CONTENT_LENGTH, body.getContentLength());
            }
        } else if (!call.method().equals("GET")) {
            request.addHeader(HttpHeaders.CONTENT_LENGTH, 0);
        }
        if (call.contentType() != null) {
            request.addHeader(HttpHeaders.CONTENT_TYPE, call.contentType());
        }
        if (call.bearer() != null) {
            request.addHeader(HttpHeaders.AUTHORIZATION, "Bearer " + call.bearer());
        }
        call.headers().forEach(request::addHeader);
        return request;
    }

    /** Sends all of it. Throws {@link IOException} where the connection is gone; the answer may be there all the same. */
    void send(ClassicHttpRequest request) throws IOException {
        try {
            leased.connection().sendRequestHeader(request);
            leased.connection().sendRequestEntity(request);
            leased.connection().flush();
            through(true, false);
        } catch (HttpException e) {
            throw new IOException("the call cannot be sent", e);
        }
    }

    /**
     * Waits for the answer's head.
     *
     * @param timeout until it comes, null for ever; its body may take any time
     */
    HttpAnswer receive(ClassicHttpRequest request, @Nullable Duration timeout) throws IOException {
        leased.connection().setSocketTimeout(timeout == null ? Timeout.DISABLED : Timeout.of(timeout));
        try {
            ClassicHttpResponse response = leased.connection().receiveResponseHeader();
            for (int i = 0; response.getCode() < 200; i++) {
                if (i == MOST_INTERIM) {
                    throw new IOException("the operator's answer does not begin");
                }
                response = leased.connection().receiveResponseHeader();
            }
            return answer(request, response);
        } catch (HttpException e) {
            throw new IOException("the operator's answer is no HTTP", e);
        } catch (SocketTimeoutException e) {
            throw new IOException("the operator did not answer in time", e);
        }
    }

    private HttpAnswer answer(ClassicHttpRequest request, ClassicHttpResponse response)
            throws HttpException, IOException {
        boolean kept = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, HttpCoreContext.create());
        Header type = response.getFirstHeader(HttpHeaders.CONTENT_TYPE);
        String named = type == null ? "" : type.getValue();
        if (!MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
            end(kept);
            return new HttpAnswer(response.getCode(), named, retryAfter(response), InputStream.nullInputStream());
        }
        leased.connection().receiveResponseEntity(response);
        leased.connection().setSocketTimeout(Timeout.DISABLED);
        InputStream content = response.getEntity().getContent();
        var body = new AnswerBody(content, whole -> end(whole && kept));
        return new HttpAnswer(response.getCode(), named, retryAfter(response), body);
    }

    /** A date in its place is nothing that ours would say. */
    private static OptionalInt retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return header != null && header.getValue().matches("[0-9]{1,4}")
                ? OptionalInt.of(Integer.parseInt(header.getValue()))
                : OptionalInt.empty();
    }

    private void end(boolean whole) {
        if (whole) {
            through(false, true);
        } else {
            abort();
        }
    }

    /** Whoever is through last gives the connection back: an answer may be here before its sender knows that all is sent. */
    private synchronized void through(boolean sending, boolean receiving) {
        sent |= sending;
        received |= receiving;
        if (sent && received && !over) {
            over = true;
            connections.release(leased, true);
        }
    }

    /** Breaks the connection, unless it went back already. From any thread: whoever uses it gets an {@link IOException}. */
    synchronized void abort() {
        if (!over) {
            over = true;
            connections.release(leased, false);
        }
    }
}
