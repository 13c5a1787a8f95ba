package network.cocoon.ui.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One process of the network, or PostgreSQL with its processes. */
public abstract class Member {

    private final String name;

    Member(String name) {
        this.name = name;
    }

    /** For example {@code node-1}. */
    public String name() {
        return name;
    }

    /** Starts it, first or again; returns when it serves. */
    public abstract void start() throws IOException, InterruptedException;

    /** Tells it to leave and waits until it has. */
    public abstract void stop() throws IOException, InterruptedException;

    /** The process that the others belong to; fails while it does not run. */
    abstract ProcessHandle handle();

    public abstract boolean isRunning();

    /** Of its first process, while it runs. */
    public long pid() {
        return handle().pid();
    }

    /** As a power cut does. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> family = family();
        family.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : family) {
            if (!ended(process)) {
                throw new ClusterException(name + " survives being killed");
            }
        }
    }

    /** Stops its clock, not its connections. */
    public void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    /** What it has used of all processors since it started. */
    public Duration processorTime() {
        return family().stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    List<ProcessHandle> family() {
        ProcessHandle root = handle();
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    void signal(String signal) throws IOException, InterruptedException {
        for (ProcessHandle process : family()) {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
            if (!kill.waitFor(5, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        }
    }

    private static boolean ended(ProcessHandle process) throws InterruptedException {
        for (int i = 0; i < 200 && process.isAlive(); i++) {
            Thread.sleep(10);
        }
        return !process.isAlive();
    }
}
