package network.cocoon.wire.escrow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Properties;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;

/**
 * The escrow's compiled code and what it is deployed with. It lies here and not with its source, because who pays into an
 * escrow computes its address itself. A build compiles the source again and a test compares ({@code workers/operator}).
 */
public final class EscrowContract {

    /** Of the committed code, beside this class: its hash and its bag of cells, in hexadecimal. */
    public static final String RESOURCE = "escrow.properties";

    /** Opcodes, declared in {@code escrow-messages.tolk}. */
    public static final long ASK = 0x434F0102L;

    public static final long FINISH = 0x434F0103L;

    private static final Cell CODE = load();

    private EscrowContract() {}

    public static Cell code() {
        return CODE;
    }

    /** The data cell of a fresh escrow ({@code escrow-storage.tolk}). */
    public static Cell initialData(EscrowTerms terms, Bytes voucherKey, TonAddress payee, TonAddress payer) {
        return terms.write(CellBuilder.begin().uint(0, 64))
                .bytes(voucherKey.toArray())
                .address(payee)
                .address(payer)
                .uint(0, 32)
                .bit(false)
                .end();
    }

    /** What it is deployed with (block.tlb, StateInit). Its hash is the address. */
    public static Cell stateInit(EscrowTerms terms, Bytes voucherKey, TonAddress payee, TonAddress payer) {
        return CellBuilder.begin()
                .bit(false)
                .bit(false)
                .maybeRef(CODE)
                .maybeRef(initialData(terms, voucherKey, payee, payer))
                .bit(false)
                .end();
    }

    /** Body of the payer's message that begins to close. */
    public static Cell askToClose() {
        return CellBuilder.begin().uint(ASK, 32).bit(false).end();
    }

    /** Body of the message that carries out what was asked for. */
    public static Cell finish() {
        return CellBuilder.begin().uint(FINISH, 32).end();
    }

    private static Cell load() {
        Properties file = new Properties();
        try (InputStream in = EscrowContract.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the code of the escrow is missing");
            }
            file.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Cell code = Cell.ofBoc(HexFormat.of().parseHex(file.getProperty("code")));
        if (!code.hash().equals(new Digest(file.getProperty("hash")))) {
            throw new IllegalStateException("the code of the escrow does not have its hash");
        }
        return code;
    }
}
