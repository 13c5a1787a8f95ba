package network.cocoon.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import network.cocoon.domain.reconciliation.LoggedEscrow;
import network.cocoon.wire.chain.ChainStateFile;
import network.cocoon.wire.chain.EscrowList;

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

    /** Which escrows there are, never over another file; how many. Throws {@link LogReadException}. */
    static int write(Path file, List<LoggedEscrow> escrows) {
        List<EscrowList.Opened> opened = escrows.stream()
                .map(escrow -> new EscrowList.Opened(escrow.account(), escrow.opening()))
                .toList();
        try {
            Files.write(file, new EscrowList(EscrowList.FORMAT, opened).write(), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new LogReadException("LIST_IO: the list cannot be written, or is there already: " + file, e);
        }
        return opened.size();
    }
}
