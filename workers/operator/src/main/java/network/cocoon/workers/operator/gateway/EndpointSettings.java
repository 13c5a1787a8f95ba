package network.cocoon.workers.operator.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One server of toncenter's API v2.
 *
 * @param url      up to and with {@code /api/v2}; https except on this machine
 * @param apiKey   sent in a header, never logged
 * @param interval between two calls: toncenter allows one a second without a key, ten with a usual one
 * @param timeout  for a whole call
 */
public record EndpointSettings(URI url, Optional<String> apiKey, Duration interval, Duration timeout) {

    /** Most bytes of one answer that are read; a page of the largest transactions that the network's wallet makes has half. */
    static final int MAX_ANSWER = 16 << 20;

    public EndpointSettings {
        boolean local = "127.0.0.1".equals(url.getHost()) || "localhost".equals(url.getHost());
        if (!"https".equals(url.getScheme()) && !("http".equals(url.getScheme()) && local)) {
            throw new IllegalArgumentException("an endpoint is an https address, or http on this machine");
        }
        if (interval.isNegative() || interval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("calls have an interval of 0 to 60 seconds");
        }
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofMinutes(2)) > 0) {
            throw new IllegalArgumentException("a call may take from 1 millisecond to 120 seconds");
        }
    }

    /** Ten seconds a call. */
    public static EndpointSettings of(URI url, Optional<String> apiKey, Duration interval) {
        return new EndpointSettings(url, apiKey, interval, Duration.ofSeconds(10));
    }

    /** Host only: a path may carry a key. */
    String name() {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    @Override
    public String toString() {
        return "EndpointSettings[" + name() + "]";
    }
}
