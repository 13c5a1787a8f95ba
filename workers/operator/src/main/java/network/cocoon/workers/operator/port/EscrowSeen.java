package network.cocoon.workers.operator.port;

import java.time.Instant;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.TonAddress;

/**
 * What one transaction at an escrow came to. One that changed nothing is not reported. The escrow's balance is the sum of
 * what was credited, less what was redeemed (by {@link Redeemed#claimed}), what was returned, and rent and gas.
 */
public sealed interface EscrowSeen {

    AccountId account();

    TransactionRef tx();

    /** Nanoton that came with the transaction and stayed. */
    Nanoton credited();

    /** The contract is there: vouchers can be claimed. Reported beside what else its transaction came to, before it. */
    record Opened(AccountId account, TransactionRef tx) implements EscrowSeen {
        @Override
        public Nanoton credited() {
            return Nanoton.ZERO;
        }
    }

    /**
     * Coins arrived; also before the contract is there.
     *
     * @param from whoever sent them
     */
    record Deposited(AccountId account, TransactionRef tx, Nanoton credited, TonAddress from) implements EscrowSeen {}

    /**
     * The payer began to close. Replaces what was asked for before.
     *
     * @param deadline from when anyone may carry it out; until then vouchers are redeemed as before
     */
    record CloseAsked(AccountId account, TransactionRef tx, Nanoton credited, Instant deadline) implements EscrowSeen {}

    /**
     * The payer began to change the voucher key. Replaces what was asked for before.
     *
     * @param newKey   raw Ed25519 key, 32 bytes
     * @param deadline from when anyone may carry it out; from then on vouchers of the old key are worth nothing
     */
    record KeyChangeAsked(AccountId account, TransactionRef tx, Nanoton credited, Bytes newKey, Instant deadline)
            implements EscrowSeen {}

    /** The key that was asked for last is in force. */
    record KeyChanged(AccountId account, TransactionRef tx, Nanoton credited) implements EscrowSeen {}

    /**
     * A voucher was claimed.
     *
     * @param claimed  nanoton taken in all since opening, this time included: only grows
     * @param received nanoton that left for the network's wallet now: less than what was claimed by the fees, or more by
     *                 the rest of the message that brought the voucher
     * @param fee      nanoton that the transaction cost
     */
    record Redeemed(AccountId account, TransactionRef tx, Nanoton claimed, Nanoton received, Nanoton fee)
            implements EscrowSeen {
        @Override
        public Nanoton credited() {
            return Nanoton.ZERO;
        }
    }

    /**
     * The escrow paid out what was left and takes no voucher any more. What is sent there later comes back.
     *
     * @param returned nanoton that left for the payer
     */
    record Closed(AccountId account, TransactionRef tx, Nanoton returned) implements EscrowSeen {
        @Override
        public Nanoton credited() {
            return Nanoton.ZERO;
        }
    }
}
