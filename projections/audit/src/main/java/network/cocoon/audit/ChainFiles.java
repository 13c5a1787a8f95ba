package network.cocoon.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.cocoon.wire.chain.ChainStateFile;

/** Reads a file of the chain's state. */
final class ChainFiles {

    private ChainFiles() {}

    /** Throws {@link LogReadException} where it cannot be opened; a file that says nothing usable says so itself. */
    static ChainStateFile read(Path file) {
        try {
            if (Files.size(file) > ChainStateFile.MOST_BYTES) {
                throw new LogReadException("CHAIN_TOO_LARGE: at most " + ChainStateFile.MOST_BYTES + " bytes");
            }
            return ChainStateFile.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new LogReadException("CHAIN_IO: the file cannot be read: " + file, e);
        }
    }
}
