package network.cocoon.ui.local;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** One role in a process of its own, with its output in a file and one line that says it is ready. */
public final class Child implements AutoCloseable {

    /** 1 in tests, which start many processes for a short time each; all that there are where speed is measured. */
    private static final int COMPILERS = Integer.getInteger("child.compilers", 4);

    private final String name;
    private final Process process;
    private final Path log;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private Child(String name, Process process, Path log, Predicate<String> readyLine) {
        this.name = name;
        this.process = process;
        this.log = log;
        // Reading a pipe holds a virtual thread's carrier: with as many roles as processors no other would ever run.
        Thread.ofPlatform().daemon().name(name + "-output").start(() -> copyOutput(readyLine));
    }

    /**
     * @param classPath written by the build beside the module's classes
     * @param readyLine recognises the line after which the role serves
     */
    public static Child start(
            String name,
            Path logFolder,
            List<Path> classPath,
            List<String> jvm,
            String mainClass,
            List<String> arguments,
            Predicate<String> readyLine)
            throws IOException {
        Files.createDirectories(logFolder);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=" + COMPILERS));
        command.addAll(jvm);
        command.add("-cp");
        command.add(String.join(
                File.pathSeparator, classPath.stream().map(Path::toString).toList()));
        command.add(Tethered.class.getName());
        command.add(mainClass);
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new Child(name, process, logFolder.resolve(name + ".log"), readyLine);
    }

    /** The line that said so. Fails with the last lines of the log when the child ends or is too slow. */
    public String awaitReady(Duration limit) throws InterruptedException {
        try {
            return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LocalNetworkException(name + " was not ready within " + limit.toSeconds() + " s. " + tail(), e);
        } catch (ExecutionException e) {
            throw new LocalNetworkException(name + " ended before it was ready. " + tail(), e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** As a crash does: no warning, no clean-up. */
    public void kill() {
        process.destroyForcibly();
    }

    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    public Path log() {
        return log;
    }

    /** Closing its input is the sign to leave; then a signal; then force. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroy();
                if (!process.waitFor(3, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void copyOutput(Predicate<String> readyLine) {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
                Writer out =
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line);
                out.write('\n');
                out.flush();
                if (readyLine.test(line)) {
                    ready.complete(line);
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(new UncheckedIOException(e));
        }
        ready.completeExceptionally(new LocalNetworkException(name + " closed its output"));
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return "The end of " + log + ":\n  "
                    + String.join("\n  ", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
        } catch (IOException e) {
            return "Its log " + log + " cannot be read: " + e.getMessage();
        }
    }
}
