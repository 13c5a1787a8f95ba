package network.cocoon.workers.gpu.tee;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.kernel.Bytes;

/**
 * A file that the machine's provisioning keeps fresh.
 *
 * @param file {@link Collateral#encode} of this platform's current collateral
 */
public record CollateralFile(Path file) implements CollateralFrom {

    private static final int MAX_BYTES = 8 * Collateral.MAX_PART;

    @Override
    public Collateral forQuote(Bytes quote) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
        }
        try {
            return Collateral.decode(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no collateral: " + e.getMessage(), e);
        }
    }
}
