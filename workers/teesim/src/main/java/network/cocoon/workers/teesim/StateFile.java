package network.cocoon.workers.teesim;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;

/** The file that keeps a simulator's state. Only its owner may read it, from the moment it exists. */
final class StateFile {

    private static final String NAME = "teesim.state";
    private static final int MAX_LENGTH = 64 * 1024;

    private StateFile() {}

    /** Reads the state of this directory, or makes one and keeps it. */
    static State open(Path directory, Instant now, SecureRandom random) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            create(file, State.generate(now, random));
        }
        if (Files.size(file) > MAX_LENGTH) {
            throw new IOException(NAME + " is not a simulator's state");
        }
        try {
            return State.decode(Files.readAllBytes(file), random);
        } catch (IllegalArgumentException e) {
            throw new IOException(NAME + " is not a simulator's state", e);
        }
    }

    /** Written beside and linked, so that a crash leaves no half of a file under the name. */
    private static void create(Path file, State state) throws IOException {
        Path draft = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                NAME,
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(draft, state.encode(), StandardOpenOption.WRITE);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was quicker; its state is the one.
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
