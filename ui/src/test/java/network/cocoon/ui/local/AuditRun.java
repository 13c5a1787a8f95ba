package network.cocoon.ui.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The auditor as a process of its own over the network's database.
 *
 * @param output what it printed
 */
public record AuditRun(int exitCode, String output) {

    public static AuditRun of(Folders folders, String jdbcUrl, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "replay",
                "--jdbc",
                jdbcUrl,
                "--user",
                "cocoon",
                "--password-file",
                folders.databasePassword().toString()));
        arguments.addAll(List.of(more));
        return run(folders, arguments);
    }

    /** @param arguments of the auditor */
    static AuditRun run(Folders folders, List<String> arguments) throws IOException, InterruptedException {
        Path log = folders.logs().resolve("audit.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                folders.classPath("projections/audit").stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)),
                "network.cocoon.audit.AuditMain"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the audit took more than a minute");
        }
        return new AuditRun(process.exitValue(), String.join("\n", Files.readAllLines(log, StandardCharsets.UTF_8)));
    }
}
