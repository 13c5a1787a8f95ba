package network.cocoon.workers.gpu.doctor;

import java.io.IOException;
import java.util.Optional;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.wire.api.ProviderApi.NextAddress;
import network.cocoon.wire.api.ProviderApi.PayoutAddress;
import network.cocoon.wire.api.WorkerApi.WorkerPayout;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import org.jspecify.annotations.Nullable;

/** Which wallet is paid for this worker, and whether it is the one that the owner expects. */
public final class WalletLook {

    private static final int MAINNET = -239;
    private static final int TESTNET = -3;
    private static final int FRIENDLY = 48;
    private static final String OWNERS = "on the operator's page for owners (/owners/)";

    private WalletLook() {}

    /** What the operator says to an enrolled worker. */
    @FunctionalInterface
    public interface Source {
        WorkerPayout ask() throws IOException;
    }

    /**
     * @param expected as the owner's wallet shows it, or raw; null: none is named
     * @param operator nothing where no worker is enrolled
     * @param token    whether there is a token to enrol with
     */
    public static Finding paid(@Nullable String expected, Optional<Source> operator, boolean token) {
        Optional<TonAddress> wallet;
        try {
            wallet = Optional.ofNullable(expected).map(TonAddress::parse);
        } catch (TonFormatException e) {
            return Finding.bad(
                    "WALLET_INVALID",
                    "--wallet is no address: " + e.getMessage(),
                    "Copy it from the wallet: 48 characters, or 0: and 64 hexadecimal digits.");
        }
        if (operator.isEmpty()) {
            return token
                    ? Finding.good("whoever asked for the token will be paid; look again once the worker is enrolled")
                    : Finding.bad(
                            "NOT_ENROLLED",
                            "nobody is registered to be paid for this worker",
                            "Register the wallet " + OWNERS + ", then enrol.");
        }
        try {
            return judged(operator.get().ask(), expected, wallet);
        } catch (OperatorProblem e) {
            return Finding.bad(
                    "IDENTITY_REFUSED",
                    "the operator does not know this worker by its key: " + e.code(),
                    "Its --data is of another network, or the operator's log was restored from before it: take another folder "
                            + "and enrol with a new token.");
        } catch (IOException e) {
            return Looks.unreachable(e);
        }
    }

    private static Finding judged(WorkerPayout payout, @Nullable String expected, Optional<TonAddress> wallet) {
        Integer chain = payout.chain();
        if (chain == null) {
            return Finding.good("this network has no chain: what is earned stays in its books");
        }
        if (chain == MAINNET && expected != null && isForTestsOnly(expected)) {
            return Finding.bad(
                    "WALLET_OF_TESTNET",
                    "--wallet is written as an address of the testnet, and this network pays on mainnet",
                    "Take the wallet's address on mainnet; coins of the testnet are worth nothing.");
        }
        PayoutAddress paid = payout.paid();
        NextAddress next = paid.next();
        String later = next == null ? "" : "; " + next.display() + " from " + next.due() + " on";
        if (wallet.isEmpty() || wallet.get().raw().equals(paid.address())) {
            return Finding.good("payouts go to " + paid.display() + " on " + network(chain) + later
                    + ", whose owner proved it when registering");
        }
        return next != null && wallet.get().raw().equals(next.address())
                ? Finding.good("payouts still go to " + paid.display() + " on " + network(chain) + later)
                : Finding.bad(
                        "WALLET_DIFFERS",
                        "payouts go to " + paid.display() + later + ", not to the wallet that is named",
                        "If that is not yours either, do not run this worker: another owner asked for its token. Else propose "
                                + "your wallet " + OWNERS + ".");
    }

    /** The flag is the highest bit of an address's first byte. */
    private static boolean isForTestsOnly(String address) {
        return address.length() == FRIENDLY && (address.charAt(0) == 'k' || address.charAt(0) == '0');
    }

    static String network(int chain) {
        return switch (chain) {
            case MAINNET -> "TON mainnet";
            case TESTNET -> "TON testnet";
            default -> "the chain " + chain;
        };
    }
}
