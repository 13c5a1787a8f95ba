package network.cocoon.workers.operator.contract;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.escrow.EscrowContract;
import network.cocoon.wire.escrow.EscrowKeys;
import network.cocoon.wire.escrow.EscrowTerms;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * An escrow's data cell ({@code escrow-storage.tolk}).
 *
 * @param claimed nanoton paid to the payee; empty once the escrow is closed
 * @param payer   the owner's wallet
 * @param payee   the network's wallet
 * @param asked   what the payer asked for, if anything
 */
public record EscrowState(
        Optional<Nanoton> claimed,
        EscrowTerms terms,
        Bytes voucherKey,
        TonAddress payee,
        TonAddress payer,
        Optional<Asked> asked) {

    /** @param deadline from when anyone may carry it out */
    public record Asked(Instant deadline, Change change) {}

    /** What the payer asked for. */
    public sealed interface Change {}

    /** To pay out what is left and end. */
    public record Close() implements Change {}

    /** To have vouchers signed by this key from then on. */
    public record NewKey(Bytes key) implements Change {}

    /** A cell with no key in it, which the contract cannot carry out; the payer may ask for something else. */
    public record Unusable() implements Change {}

    /** Kept back by the contract ({@code RENT}): no voucher is paid from it. */
    public static final Nanoton RENT = Nanoton.of(20_000_000);

    private static final BigInteger CLOSED = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    /**
     * As it is deployed. Throws {@link IllegalArgumentException} for a wallet outside of the two workchains there are: a
     * payout to one could not leave, and the contract would pay for every attempt.
     */
    public static EscrowState opening(EscrowTerms terms, Bytes voucherKey, TonAddress payee, TonAddress payer) {
        if (workchainUnknown(payee) || workchainUnknown(payer)) {
            throw new IllegalArgumentException("a wallet is in workchain 0 or -1");
        }
        return new EscrowState(Optional.of(Nanoton.ZERO), terms, voucherKey, payee, payer, Optional.empty());
    }

    /** Throws {@link IllegalStateException} unless this is the state of an opening. */
    public InitialState initial() {
        if (!claimed.equals(Optional.of(Nanoton.ZERO)) || asked.isPresent()) {
            throw new IllegalStateException("an escrow is opened with nothing claimed and nothing asked for");
        }
        return new InitialState(
                ContractCode.ESCROW.code(), EscrowContract.initialData(terms, voucherKey, payee, payer));
    }

    /** Signs and checks for the escrow that was opened at that address. */
    public EscrowKeys keys(TonAddress escrow) {
        return new EscrowKeys(terms, escrow, voucherKey);
    }

    /** Throws {@link network.cocoon.wire.ton.TonFormatException} for what is not an escrow's data. */
    public static EscrowState of(Cell data) {
        CellReader in = data.read();
        BigInteger claimed = in.big(64);
        EscrowTerms terms = EscrowTerms.read(in);
        Bytes key = Bytes.of(in.bytes(SigningKey.KEY_BYTES));
        TonAddress payee = in.stdAddress();
        TonAddress payer = in.stdAddress();
        long deadline = in.uint(32);
        Cell pending = in.maybeRef();
        return new EscrowState(
                claimed.equals(CLOSED) ? Optional.empty() : Optional.of(Nanoton.of(claimed)),
                terms,
                key,
                payee,
                payer,
                deadline == 0
                        ? Optional.empty()
                        : Optional.of(new Asked(Instant.ofEpochSecond(deadline), change(pending))));
    }

    static Change change(@Nullable Cell pending) {
        if (pending == null) {
            return new Close();
        }
        CellReader in = pending.read();
        boolean usable = !pending.exotic() && in.bitsLeft() >= 8 * SigningKey.KEY_BYTES;
        return usable ? new NewKey(Bytes.of(in.bytes(SigningKey.KEY_BYTES))) : new Unusable();
    }

    private static boolean workchainUnknown(TonAddress wallet) {
        return wallet.workchain() != 0 && wallet.workchain() != -1;
    }
}
