package network.cocoon.workers.devchain.chain;

import java.math.BigInteger;
import java.util.HexFormat;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.block.Message;
import network.cocoon.workers.tvm.block.ShardAccount;
import network.cocoon.workers.tvm.block.StateInit;

/** The contract that has all the money at first and gives to who asks. */
public final class Faucet {

    /** A billion Toncoin. */
    public static final BigInteger SUPPLY = BigInteger.TEN.pow(18);
    /** Ten million at once. */
    public static final BigInteger MOST = BigInteger.TEN.pow(16);

    /**
     * For an internal message (selector 0) returns, which keeps the money; else ACCEPT, and sends the message in the
     * body's reference with the mode in its first byte: IFNOTRET, ACCEPT, LDREF, 8 LDU, DROP, SENDRAWMSG.
     */
    private static final String CODE = "DDF800D4D30730FB00";

    private static final int PAY_FEES_SEPARATELY = 1;

    private static final StateInit INIT = StateInit.of(
            CellBuilder.begin().bytes(HexFormat.of().parseHex(CODE)).end(), Cell.EMPTY);

    public static final TonAddress ADDRESS = INIT.address();

    private Faucet() {}

    static ShardAccount account(long now) {
        return ShardAccount.active(ADDRESS, INIT, SUPPLY, now);
    }

    /**
     * @param nanoton 1 to {@link #MOST}
     * @param nonce   makes two orders of the same amount two messages; the contract does not read it
     */
    static Cell order(TonAddress to, BigInteger nanoton, long nonce) {
        if (nanoton.signum() <= 0 || nanoton.compareTo(MOST) > 0) {
            throw new ChainRefusal(
                    ChainRefusal.Reason.FAUCET_AMOUNT, "the faucet gives from 1 nanoton to 10,000,000 TON at once");
        }
        Cell gift = Message.internal(null, to, nanoton, false, 0, 0, null, Cell.EMPTY);
        Cell body = CellBuilder.begin()
                .uint(PAY_FEES_SEPARATELY, 8)
                .uint(nonce, 64)
                .ref(gift)
                .end();
        return Message.external(ADDRESS, null, body);
    }
}
