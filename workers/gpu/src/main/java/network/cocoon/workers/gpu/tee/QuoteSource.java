package network.cocoon.workers.gpu.tee;

import java.io.IOException;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.kernel.Bytes;

/** A trusted execution environment that vouches for 64 bytes. */
public interface QuoteSource {

    /**
     * A quote over {@code reportData}, without trailing padding.
     *
     * @param reportData 64 bytes
     */
    byte[] quote(byte[] reportData) throws IOException;

    /**
     * What a verifier needs beside a quote of this source, as fresh as this source has it.
     *
     * @param quote as {@link #quote} gave it
     */
    Collateral collateral(Bytes quote) throws IOException;

    /** For people: {@code tdx} or {@code simulated}. */
    String describe();
}
