package network.cocoon.eventstore.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One unpacked copy of PostgreSQL's programs for every test of every module on this machine. */
public final class TestPrograms {
    /** Where it lies. */
    public static final Path FOLDER = Path.of(
            System.getProperty("java.io.tmpdir"), "cocoon-test-postgres-18.4-" + System.getProperty("user.name"));

    private TestPrograms() {}

    /** Kills the server of a test and removes its folder: nothing in it is worth an orderly stop. */
    public static void discard(Path folder) {
        try {
            Postmaster.runningOn(folder.resolve("cluster"))
                    .flatMap(server -> ProcessHandle.of(server.pid()))
                    .ifPresent(server -> {
                        List<ProcessHandle> all = Stream.concat(Stream.of(server), server.descendants())
                                .toList();
                        all.forEach(ProcessHandle::destroyForcibly);
                        all.forEach(process ->
                                process.onExit().orTimeout(5, TimeUnit.SECONDS).join());
                    });
            PostgresBinaries.deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
