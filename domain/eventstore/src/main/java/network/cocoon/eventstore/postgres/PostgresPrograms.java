package network.cocoon.eventstore.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's own programs, as an unprivileged user even where we are root. */
final class PostgresPrograms {
    private final Path folder;
    private final List<String> prefix;

    private PostgresPrograms(Path folder, List<String> prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    static PostgresPrograms in(Path folder) throws IOException {
        return new PostgresPrograms(folder, isRoot() ? prefixForRoot() : List.of());
    }

    /**
     * Runs one program to its end.
     *
     * @return its exit status
     * @throws EmbeddedPostgresException when it does not end within {@code limit}
     */
    int run(Path output, Duration limit, String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(folder.resolve(program).toString());
        command.addAll(arguments);
        return run(output, limit, command);
    }

    private static int run(Path output, Duration limit, List<String> command) throws IOException {
        // Output goes to a file: a pipe would be inherited by the server and never close.
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new EmbeddedPostgresException(
                    "PostgreSQL's %s did not end within %d s; see %s".formatted(command, limit.toSeconds(), output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("interrupted while waiting for PostgreSQL", e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"))
                && System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }

    /** PostgreSQL refuses to run as root. In a user namespace of its own root is nobody, and files still match. */
    private static List<String> prefixForRoot() throws IOException {
        List<String> unshare = List.of("unshare", "-U");
        Path answer = Files.createTempFile("cocoon-uid", ".txt");
        try {
            int status = run(answer, Duration.ofSeconds(10), List.of("unshare", "-U", "id", "-u"));
            String uid = Files.readString(answer, StandardCharsets.UTF_8).strip();
            if (status == 0 && !uid.equals("0")) {
                return unshare;
            }
        } finally {
            Files.deleteIfExists(answer);
        }
        throw new EmbeddedPostgresException("PostgreSQL does not run as root, and this machine gives root no user"
                + " namespace. Start Cocoon as another user, or point it at a PostgreSQL of your own.");
    }
}
