package network.cocoon.workers.operator.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import network.cocoon.workers.operator.port.TonFailure;
import org.jspecify.annotations.Nullable;

/** A server with its pace, and its rests after failures: a second, doubled each time up to a minute, half of it by chance. */
final class Endpoint {

    private static final Duration FIRST_REST = Duration.ofSeconds(1);
    private static final int MAX_DOUBLINGS = 6;

    private final TonServer server;
    private final Duration interval;
    private final Pacing pacing;
    private final ReentrantLock lock = new ReentrantLock();
    private final long start;
    private long nextCall;
    private long restUntil;
    private int failures;
    private TonFailure.@Nullable Code lastFailure;

    Endpoint(TonServer server, Duration interval, Pacing pacing) {
        this.server = server;
        this.interval = interval;
        this.pacing = pacing;
        this.start = pacing.nanos();
    }

    String name() {
        return server.name();
    }

    /** Whether it failed and is left alone for now. */
    boolean resting() {
        lock.lock();
        try {
            return now() < restUntil;
        } finally {
            lock.unlock();
        }
    }

    Optional<TonFailure.Code> lastFailure() {
        lock.lock();
        try {
            return Optional.ofNullable(lastFailure);
        } finally {
            lock.unlock();
        }
    }

    /** Asks, each call in its turn. A failure that is the server's makes it rest. */
    <T> T ask(Function<TonServer, T> question) {
        try {
            T answer = question.apply(new PacedServer(server, this::turn));
            note(null);
            return answer;
        } catch (TonFailure e) {
            note(e.code());
            throw e;
        }
    }

    private void turn() {
        long wait;
        lock.lock();
        try {
            long now = now();
            long at = Math.max(now, nextCall);
            nextCall = at + interval.toNanos();
            wait = at - now;
        } finally {
            lock.unlock();
        }
        if (wait > 0) {
            try {
                pacing.sleep(Duration.ofNanos(wait));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TonFailure(TonFailure.Code.UNREACHABLE, "interrupted while waiting for a turn");
            }
        }
    }

    private void note(TonFailure.@Nullable Code failure) {
        lock.lock();
        try {
            lastFailure = failure == null ? lastFailure : failure;
            boolean lasting = failure != null
                    && failure != TonFailure.Code.REQUEST_REFUSED
                    && failure != TonFailure.Code.NOT_AGREED_YET;
            if (!lasting) {
                failures = 0;
                return;
            }
            long rest = FIRST_REST.toNanos() << Math.min(failures, MAX_DOUBLINGS);
            restUntil = now() + rest / 2 + pacing.random().nextLong(rest / 2 + 1);
            failures++;
        } finally {
            lock.unlock();
        }
    }

    private long now() {
        return pacing.nanos() - start;
    }
}
