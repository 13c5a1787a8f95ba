package network.cocoon.workers.operator.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Properties;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.escrow.EscrowContract;
import network.cocoon.wire.exit.ExitContract;
import network.cocoon.wire.ton.Cell;

/** Compiled code, as committed. A build compiles it again and a test compares. */
public final class ContractCode {

    public static final ContractCode ESCROW = new ContractCode(EscrowContract.code());
    public static final ContractCode EXIT = new ContractCode(ExitContract.code());
    public static final ContractCode REGISTRY = new ContractCode("registry");
    /** The published Highload Wallet V3, unchanged. */
    public static final ContractCode HIGHLOAD_WALLET_V3 = new ContractCode("highload-wallet-v3");

    private final Cell code;

    private ContractCode(Cell code) {
        this.code = code;
    }

    private ContractCode(String name) {
        Properties file = new Properties();
        try (InputStream in = ContractCode.class.getResourceAsStream(name + ".properties")) {
            if (in == null) {
                throw new IllegalStateException("the code of contract " + name + " is missing");
            }
            file.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.code = Cell.ofBoc(HexFormat.of().parseHex(file.getProperty("code")));
        if (!code.hash().equals(new Digest(file.getProperty("hash")))) {
            throw new IllegalStateException("the code of contract " + name + " does not have its hash");
        }
    }

    public Cell code() {
        return code;
    }

    public Digest hash() {
        return code.hash();
    }
}
