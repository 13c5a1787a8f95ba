package network.cocoon.ui.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code cocoon-client bench} as a process beside the cluster, and what it found. */
public final class LoadRun {

    /** The generator is a fresh virtual machine each time: not counted, until its code is compiled. */
    private static final int WARM_UP = 1_500;

    private LoadRun() {}

    /**
     * By the protocol, as fast as they go.
     *
     * @param apps   accounts that take turns, the first client's the first
     * @param warmUp requests that are made first and not counted
     * @param warm   is told when those are answered
     */
    public static JsonNode sealed(
            Cluster cluster, int connections, int apps, int seconds, int frames, int warmUp, Runnable warm)
            throws IOException, InterruptedException {
        List<String> target = new ArrayList<>(List.of("--apps", Integer.toString(apps)));
        target.addAll(cluster.clientOptions(1));
        return run(cluster, connections, 0, seconds, frames, warmUp, warm, target);
    }

    /**
     * Through the first client's sidecar.
     *
     * @param rate 0: as fast as they go
     * @param warm is told when what is not counted is answered
     */
    public static JsonNode openAi(Cluster cluster, int connections, int rate, int seconds, int frames, Runnable warm)
            throws IOException, InterruptedException {
        Path key = cluster.folders().data().resolve("client-1").resolve("sidecar.key");
        return run(
                cluster,
                connections,
                rate,
                seconds,
                frames,
                WARM_UP,
                warm,
                List.of("--openai", cluster.openAi(0).toString(), "--api-key-file", key.toString()));
    }

    private static JsonNode run(
            Cluster cluster,
            int connections,
            int rate,
            int seconds,
            int frames,
            int warmUp,
            Runnable warm,
            List<String> target)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                cluster.folders().classPath("commands/client").stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)),
                "network.cocoon.client.ClientMain",
                "bench",
                "--connections",
                Integer.toString(connections),
                "--duration",
                Integer.toString(seconds),
                "--frames",
                Integer.toString(frames),
                "--frame-bytes",
                "128",
                "--model",
                Cluster.MODEL.value(),
                "--warmup",
                Integer.toString(warmUp),
                "--json"));
        if (rate > 0) {
            command.addAll(List.of("--rate", Integer.toString(rate)));
        }
        command.addAll(target);
        Path log = cluster.folders().logs().resolve("bench.log");
        Process process = new ProcessBuilder(command).start();
        Thread progress = Thread.ofVirtual().start(() -> follow(process, log, warm));
        String last = "";
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        progress.join();
        if (process.waitFor() != 0) {
            throw new ClusterException("the load ended with " + process.exitValue() + "; see " + log);
        }
        return JsonMapper.builder().build().readTree(last);
    }

    private static void follow(Process process, Path log, Runnable warm) {
        try (BufferedReader lines = process.errorReader();
                PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.println(line);
                if (line.startsWith("0 s:")) {
                    warm.run();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
