package network.cocoon.workers.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One parser's run of Jazzer, a process of its own at the lowest priority. */
final class FuzzRun {

    private static final Pattern INPUTS = Pattern.compile("stat::number_of_executed_units:\\s+(\\d+)");
    private static final int LAST_LINES = 60;

    private final FuzzedParser parser;
    private final FuzzLimits limits;
    private final Path findings;
    private final Path log;

    FuzzRun(FuzzedParser parser, FuzzLimits limits, Path folder) {
        this.parser = parser;
        this.limits = limits;
        this.findings = folder.resolve("findings").resolve(parser.name());
        this.log = folder.resolve(parser.name() + ".log");
    }

    /** What was found, in words; empty where every input was answered. */
    List<String> run(Path corpus, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(findings);
        Process process = new ProcessBuilder(command(inputs(corpus, folder)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(limits.atMostSeconds(), TimeUnit.SECONDS)) {
                return List.of(parser + " did not end within " + limits.atMostSeconds() + " s, see " + log);
            }
        } finally {
            process.destroyForcibly();
        }
        String output = Files.readString(log, StandardCharsets.ISO_8859_1);
        Matcher executed = INPUTS.matcher(output);
        if (process.exitValue() == 0 && executed.find()) {
            System.out.printf(
                    Locale.ROOT, "%-18s %,12d inputs, no finding%n", parser, Long.parseLong(executed.group(1)));
            return List.of();
        }
        return findings(process.exitValue(), output);
    }

    /** Minted examples, and what earlier runs have grown from others. */
    private Path inputs(Path corpus, Path folder) throws IOException {
        Path own = Files.createDirectories(folder.resolve(parser.name()));
        List<byte[]> inputs = Stream.concat(parser.seeds().stream(), parser.grown(corpus).stream())
                .toList();
        for (int i = 0; i < inputs.size(); i++) {
            Files.write(own.resolve("given-" + i), inputs.get(i));
        }
        return own;
    }

    private List<String> command(Path inputs) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
            // It fills what a build leaves idle, and must not slow it down.
            command.addAll(List.of("/usr/bin/nice", "-n", "19"));
        }
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dcocoon.fuzz.parser=" + parser.name(),
                "-classpath",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerTarget.class.getName(),
                "--instrumentation_includes=network.cocoon.domain.**",
                "--disabled_hooks=*",
                "--reproducer_path=" + findings,
                "-artifact_prefix=" + findings + "/",
                "-print_final_stats=1",
                "-timeout=120",
                limits.option(),
                inputs.toString()));
        return command;
    }

    private List<String> findings(int status, String output) throws IOException {
        List<String> said = new ArrayList<>();
        said.add(parser + " ended with status " + status);
        try (Stream<Path> files = Files.list(findings)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".java")).toList()) {
                said.add(file + " in hexadecimal: " + HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        List<String> lines = output.lines().toList();
        said.addAll(lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        return said;
    }
}
