package network.cocoon.ui.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import network.cocoon.ui.local.Child;
import network.cocoon.ui.local.Folders;
import org.jspecify.annotations.Nullable;

/** One of our own programs. */
final class Role extends Member {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Its command line, asked for at each start: a worker that is enrolled needs no token any more. */
    @FunctionalInterface
    interface Arguments {
        List<String> list() throws IOException;
    }

    private final Folders folders;
    private final String module;
    private final String mainClass;
    private final List<String> jvm;
    private final Arguments arguments;
    private final Predicate<String> readyLine;
    private @Nullable Child child;

    Role(
            String name,
            Folders folders,
            String module,
            String mainClass,
            List<String> jvm,
            Arguments arguments,
            Predicate<String> readyLine) {
        super(name);
        this.folders = folders;
        this.module = module;
        this.mainClass = mainClass;
        this.jvm = jvm;
        this.arguments = arguments;
        this.readyLine = readyLine;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        begin().awaitReady(PATIENCE);
    }

    /** Starts it without waiting. */
    Child begin() throws IOException {
        Child started = Child.start(
                name(), folders.logs(), folders.classPath(module), jvm, mainClass, arguments.list(), readyLine);
        child = started;
        return started;
    }

    @Override
    public void stop() {
        Child running = child;
        if (running != null) {
            running.close();
        }
    }

    /** Sends SIGTERM and waits for nothing; completes with the exit status. */
    CompletableFuture<Integer> terminate() throws IOException, InterruptedException {
        Child running = child;
        if (running == null) {
            throw new ClusterException(name() + " was never started");
        }
        signal("-TERM");
        return running.onExit().thenApply(Process::exitValue);
    }

    @Override
    ProcessHandle handle() {
        Child running = child;
        if (running == null) {
            throw new ClusterException(name() + " was never started");
        }
        return ProcessHandle.of(running.pid())
                .orElseThrow(() -> new ClusterException(name() + " has ended; see " + running.log()));
    }

    @Override
    public boolean isRunning() {
        Child running = child;
        return running != null && running.isAlive();
    }
}
