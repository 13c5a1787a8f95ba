package network.cocoon.wire.exit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Properties;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;

/**
 * The exit's compiled code. It lies here and not with its source, because who claims checks what stands at its address. A build
 * compiles the source again and a test compares ({@code workers/operator}).
 */
public final class ExitContract {

    /** Of the committed code, beside this class: its hash and its bag of cells, in hexadecimal. */
    public static final String RESOURCE = "exit.properties";

    private static final Cell CODE = load();

    private ExitContract() {}

    public static Cell code() {
        return CODE;
    }

    /** The initial state of the exit with these terms (block.tlb, StateInit). */
    public static Cell stateInit(ExitTerms terms) {
        return CellBuilder.begin()
                .bit(false)
                .bit(false)
                .maybeRef(CODE)
                .maybeRef(ExitStorage.opening(terms).toCell())
                .bit(false)
                .end();
    }

    /** Where it is deployed. Throws {@link network.cocoon.wire.ton.TonFormatException} for terms with no address as owner. */
    public static TonAddress address(ExitTerms terms) {
        return TonAddress.ofStateInit(stateInit(terms));
    }

    private static Cell load() {
        Properties file = new Properties();
        try (InputStream in = ExitContract.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the code of the exit is missing");
            }
            file.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Cell code = Cell.ofBoc(HexFormat.of().parseHex(file.getProperty("code")));
        if (!code.hash().equals(new Digest(file.getProperty("hash")))) {
            throw new IllegalStateException("the code of the exit does not have its hash");
        }
        return code;
    }
}
