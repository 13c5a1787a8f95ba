package network.cocoon.eventstore.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says about a server on a data folder.
 *
 * @param pid its process
 * @param port where it listens on 127.0.0.1
 */
record Postmaster(long pid, int port) {
    /** Lines of the file: pid, data folder, start time, port. (PostgreSQL, pidfile.h) */
    private static final int PORT_LINE = 3;

    /** The live server on this folder, if any; a pid file that a crash left behind is removed. */
    static Optional<Postmaster> runningOn(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        Optional<Postmaster> found = parse(lines).filter(p -> p.serves(cluster));
        if (found.isEmpty()) {
            // PostgreSQL itself would refuse to start when another program has taken the old process number.
            Files.deleteIfExists(file);
        }
        return found;
    }

    private static Optional<Postmaster> parse(List<String> lines) {
        try {
            return lines.size() <= PORT_LINE
                    ? Optional.empty()
                    : Optional.of(new Postmaster(
                            Long.parseLong(lines.getFirst().strip()),
                            Integer.parseInt(lines.get(PORT_LINE).strip())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean serves(Path cluster) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().arguments())
                .filter(arguments -> List.of(arguments).contains(cluster.toString()))
                .isPresent();
    }
}
