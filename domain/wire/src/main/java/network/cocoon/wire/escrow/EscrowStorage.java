package network.cocoon.wire.escrow;

import java.math.BigInteger;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.reconciliation.Contract;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonFormatException;

/** Reads what stands at an escrow's address ({@code escrow-storage.tolk}). Believes the cells and nobody else. */
public final class EscrowStorage {

    private static final BigInteger CLOSED = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private EscrowStorage() {}

    /** @param code hash of the contract's code */
    public static Contract of(Digest code, Cell data) {
        if (!code.equals(EscrowContract.code().hash())) {
            return new Contract.Foreign(code);
        }
        try {
            return read(data.read());
        } catch (TonFormatException | IllegalArgumentException | ArithmeticException e) {
            return new Contract.Foreign(code); // data that this code never writes
        }
    }

    private static Contract read(CellReader in) {
        BigInteger claimed = in.big(64);
        EscrowTerms terms = EscrowTerms.read(in);
        Bytes key = Bytes.of(in.bytes(SigningKey.KEY_BYTES));
        String payee = in.stdAddress().raw();
        String payer = in.stdAddress().raw();
        var opening = new EscrowOpening(
                terms.networkId(),
                terms.nonce(),
                payer,
                payee,
                key,
                terms.expiry(),
                terms.delay().toSeconds());
        return claimed.equals(CLOSED) ? new Contract.Ended(opening) : new Contract.Live(opening, Nanoton.of(claimed));
    }
}
