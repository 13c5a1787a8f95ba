package network.cocoon.ui.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Says what is happening while the network starts, and what each stage cost. */
final class Stages {

    /** A finished stage. */
    record Stage(String name, Duration took) {}

    private final PrintStream out;
    private final long started = System.nanoTime();
    private final List<Stage> done = new ArrayList<>();

    Stages(PrintStream out) {
        this.out = out;
    }

    <T> T run(String name, Callable<T> stage) {
        long from = System.nanoTime();
        try {
            T result = stage.call();
            finished(name, Duration.ofNanos(System.nanoTime() - from));
            return result;
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalNetworkException("interrupted at: " + name, e);
        } catch (Exception e) {
            throw new LocalNetworkException(name + " failed: " + e.getMessage(), e);
        }
    }

    private synchronized void finished(String name, Duration took) {
        done.add(new Stage(name, took));
        out.printf("  %6.1f s  %-44s %5d ms%n", total().toMillis() / 1000.0, name, took.toMillis());
        out.flush();
    }

    Duration total() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    synchronized List<Stage> done() {
        return List.copyOf(done);
    }
}
