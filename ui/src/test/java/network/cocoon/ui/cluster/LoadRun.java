package network.cocoon.ui.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code cocoon-client bench} as a process beside the cluster; what it found, and the processor time that it used itself. */
public final class LoadRun {

    /** The generator is a fresh virtual machine each time: not counted, until its code is compiled. */
    public static final int WARM_UP = 1_500;

    private LoadRun() {}

    /** By the protocol, with the first client's account. {@code rate} 0: as fast as they go. */
    public static JsonNode sealed(Cluster cluster, int connections, int rate, int seconds, int frames)
            throws IOException, InterruptedException {
        return run(cluster, connections, rate, seconds, frames, cluster.clientOptions(1));
    }

    /** Through the first client's sidecar. */
    public static JsonNode openAi(Cluster cluster, int connections, int rate, int seconds, int frames)
            throws IOException, InterruptedException {
        Path key = cluster.folders().data().resolve("client-1").resolve("sidecar.key");
        return run(
                cluster,
                connections,
                rate,
                seconds,
                frames,
                List.of("--openai", cluster.openAi(0).toString(), "--api-key-file", key.toString()));
    }

    private static JsonNode run(
            Cluster cluster, int connections, int rate, int seconds, int frames, List<String> target)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
                Integer.toString(WARM_UP),
                "--json"));
        if (rate > 0) {
            command.addAll(List.of("--rate", Integer.toString(rate)));
        }
        command.addAll(target);
        Process process = new ProcessBuilder(command)
                .redirectError(cluster.folders().logs().resolve("bench.log").toFile())
                .start();
        Duration used = Duration.ZERO;
        String last = "";
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                // It has printed its only line and is about to end: the last chance to ask.
                used = process.info().totalCpuDuration().orElse(used);
            }
        }
        if (process.waitFor() != 0) {
            throw new ClusterException("the load ended with " + process.exitValue() + "; see "
                    + cluster.folders().logs().resolve("bench.log"));
        }
        ObjectNode found = (ObjectNode) JsonMapper.builder().build().readTree(last);
        return found.put("processorNanos", used.toNanos());
    }
}
