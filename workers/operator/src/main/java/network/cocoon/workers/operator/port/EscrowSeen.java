package network.cocoon.workers.operator.port;

import java.time.Instant;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.TonAddress;

/**
 * What one transaction at an escrow came to. Every transaction is reported, so that the escrow's balance is, to the
 * nanoton, the sum of what came, less the sum of what left, less the fees of all transactions; each is counted once, in the
 * one report beside {@link Opened}.
 */
public sealed interface EscrowSeen {

    AccountId account();

    TransactionRef tx();

    /** Nanoton that came with the transaction. */
    Nanoton came();

    /** Nanoton that left by its messages. */
    Nanoton left();

    /** The contract is there: vouchers can be claimed. Reported beside what else its transaction came to, before it. */
    record Opened(AccountId account, TransactionRef tx) implements EscrowSeen {
        @Override
        public Nanoton came() {
            return Nanoton.ZERO;
        }

        @Override
        public Nanoton left() {
            return Nanoton.ZERO;
        }
    }

    /**
     * Coins arrived and stayed; also before the contract is there. What can be redeemed of them is less by the fee.
     *
     * @param from whoever sent them
     */
    record Deposited(AccountId account, TransactionRef tx, Nanoton came, TonAddress from) implements EscrowSeen {
        @Override
        public Nanoton left() {
            return Nanoton.ZERO;
        }
    }

    /**
     * The payer began to close. Replaces what was asked for before.
     *
     * @param came     stays, as a deposit does
     * @param deadline from when anyone may carry it out; until then vouchers are redeemed as before
     */
    record CloseAsked(AccountId account, TransactionRef tx, Nanoton came, Instant deadline) implements EscrowSeen {
        @Override
        public Nanoton left() {
            return Nanoton.ZERO;
        }
    }

    /**
     * The payer began to change the voucher key. Replaces what was asked for before.
     *
     * @param came     stays, as a deposit does
     * @param newKey   raw Ed25519 key, 32 bytes; empty where what was given is none: that is never carried out and only
     *                 takes back what was asked for before
     * @param deadline from when anyone may carry it out; from then on vouchers of the old key are worth nothing
     */
    record KeyChangeAsked(AccountId account, TransactionRef tx, Nanoton came, Bytes newKey, Instant deadline)
            implements EscrowSeen {
        @Override
        public Nanoton left() {
            return Nanoton.ZERO;
        }
    }

    /**
     * The key that was asked for last is in force.
     *
     * @param came stays, as a deposit does
     */
    record KeyChanged(AccountId account, TransactionRef tx, Nanoton came) implements EscrowSeen {
        @Override
        public Nanoton left() {
            return Nanoton.ZERO;
        }
    }

    /**
     * A voucher was claimed.
     *
     * @param claimed nanoton taken in all since opening, this time included: only grows
     * @param came    with the message that brought the voucher, if a contract sent it; not a deposit
     * @param left    to the network's wallet now: less than what was claimed by the fees, or more by what came
     */
    record Redeemed(AccountId account, TransactionRef tx, Nanoton claimed, Nanoton came, Nanoton left)
            implements EscrowSeen {}

    /**
     * The escrow paid out what was left and takes no voucher any more. What is sent there later comes back, or is passed
     * on by another transaction of this kind.
     *
     * @param came with the message; not a deposit
     * @param left to the payer
     */
    record Closed(AccountId account, TransactionRef tx, Nanoton came, Nanoton left) implements EscrowSeen {}

    /** A message came to nothing: it was refused and its coins went back, or a closed escrow passed them on. */
    record Passed(AccountId account, TransactionRef tx, Nanoton came, Nanoton left) implements EscrowSeen {}
}
