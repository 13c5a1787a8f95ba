package network.cocoon.workers.gpu.boot;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/**
 * What a worker asks of its operator before it serves. It is started once and stays: an operator that is about to start, or
 * that just lost its nodes, is waited for. A refusal is no failure of that kind, and is thrown at once.
 */
final class FirstContact {

    /** One line of news in so many tries. */
    private static final int QUIET = 10;

    private final PrintStream out;
    private final Duration between;

    FirstContact(PrintStream out, Duration between) {
        this.out = out;
        this.between = between;
    }

    @FunctionalInterface
    interface Call<T> {
        T ask() throws IOException;
    }

    /** Asks until it is answered. */
    <T> T answered(String what, Call<T> call) throws InterruptedException {
        for (int tries = 0; ; tries++) {
            try {
                return call.ask();
            } catch (IOException e) {
                if (tries % QUIET == 0) {
                    out.println("waiting for the operator (" + what + "): " + reason(e));
                    out.flush();
                }
            }
            Thread.sleep(between);
        }
    }

    /** Some failures of a connection have no message. */
    static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
