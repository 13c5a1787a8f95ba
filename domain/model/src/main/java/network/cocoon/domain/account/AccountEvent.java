package network.cocoon.domain.account;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.Timed;

/** Named {@code account.*} in the log; the stream's id is the account's. */
public sealed interface AccountEvent extends Timed {

    /**
     * An app opened an account.
     *
     * @param profile       salted commitment to the name and contact kept in an erasable side row
     * @param ownerKey      raw Ed25519 key (32 bytes) that certifies client keys and authorises spending
     * @param modelFamilies which families it may ask for, for example {@code Qwen}
     * @param requestsPerDay most requests a UTC day
     * @param tokensPerRequest most tokens of prompt and answer a request
     * @param lanes         number of reservation lanes, fixed for the account's life
     * @param proof         the owner key's signature over the registration (see {@link AccountStatements})
     */
    record Registered(
            AccountId account,
            Digest profile,
            Bytes ownerKey,
            List<String> modelFamilies,
            int requestsPerDay,
            int tokensPerRequest,
            int lanes,
            Bytes proof,
            Instant at)
            implements AccountEvent {
        public Registered {
            modelFamilies = List.copyOf(modelFamilies);
        }
    }

    /** An API key authenticates traffic; it never authorises money. Only its SHA-256 is kept. */
    record ApiKeyIssued(AccountId account, Digest keyHash, Instant at) implements AccountEvent {}

    record ApiKeyRevoked(AccountId account, Digest keyHash, Instant at) implements AccountEvent {}

    /**
     * The owner certified a client key.
     *
     * @param publicKey   raw Ed25519 key, 32 bytes
     * @param spendPerDay most nanoton this key may reserve a UTC day
     * @param certificate the owner key's signature (see {@link AccountStatements})
     */
    record ClientKeyCertified(
            AccountId account,
            ClientKeyId key,
            Bytes publicKey,
            Instant notBefore,
            Instant notAfter,
            Nanoton spendPerDay,
            Bytes certificate,
            Instant at)
            implements AccountEvent {}

    record ClientKeyRevoked(AccountId account, ClientKeyId key, Instant at) implements AccountEvent {}

    /**
     * The owner raised what may be spent in all, with nothing but its word behind it: on a network without a chain.
     *
     * @param cumulative everything ever authorised, not the increase
     * @param signature  the owner key's signature over network id, account and cumulative
     * @param moves      how the increase was spread over the lanes; the deltas add up to it
     */
    record CreditAuthorized(
            AccountId account,
            String networkId,
            Nanoton cumulative,
            Instant validUntil,
            Bytes signature,
            List<LaneMove> moves,
            Instant at)
            implements AccountEvent {
        public CreditAuthorized {
            moves = List.copyOf(moves);
        }
    }

    /**
     * The owner opened an escrow, which is to be deployed by its first deposit.
     *
     * @param escrow    raw address, which follows from the opening
     * @param signature the owner key's (see {@link AccountStatements})
     */
    record EscrowOpened(AccountId account, String escrow, EscrowOpening opening, Bytes signature, Instant at)
            implements AccountEvent {}

    /** Money came in, or a message passed through and cost its fees. Counted once, by the transaction. */
    record EscrowFunded(AccountId account, String escrow, EscrowTransaction transaction, Instant at)
            implements AccountEvent {}

    /**
     * A client of the app raised what may be spent, over the voucher it had verified.
     *
     * @param revision   the voucher's number on this escrow, from 1
     * @param authorised everything the account may spend from now on, what closed escrows left included
     * @param moves      how the increase was spread over the lanes; the deltas add up to it
     */
    record VoucherAccepted(
            AccountId account,
            String escrow,
            long revision,
            SignedVoucher voucher,
            Nanoton authorised,
            List<LaneMove> moves,
            Instant at)
            implements AccountEvent {
        public VoucherAccepted {
            moves = List.copyOf(moves);
        }
    }

    /** @param claimed what the network has taken out since the opening, this transaction included */
    record VoucherRedeemed(AccountId account, String escrow, EscrowTransaction transaction, Nanoton claimed, Instant at)
            implements AccountEvent {}

    /** The owner's wallet asked to close, or to have another key sign vouchers. */
    record WithdrawalRequested(
            AccountId account, String escrow, EscrowTransaction transaction, EscrowExit exit, Instant at)
            implements AccountEvent {}

    /**
     * Another key signs vouchers from now on; what was promised by the old one and not redeemed is worth nothing.
     *
     * @param authorised everything the account may spend from now on: what was redeemed and lost
     * @param moves     credit taken back from the lanes: the promise that was not redeemed, as far as it is free
     * @param shortfall the rest of it, which requests had used or reserved: the network's loss
     */
    record VoucherKeyChanged(
            AccountId account,
            String escrow,
            EscrowTransaction transaction,
            Bytes key,
            Nanoton authorised,
            List<LaneMove> moves,
            Nanoton shortfall,
            Instant at)
            implements AccountEvent {
        public VoucherKeyChanged {
            moves = List.copyOf(moves);
        }
    }

    /**
     * The escrow paid what was left to the owner's wallet and is no more. What had been redeemed and not used stays credit.
     *
     * @param authorised everything the account may spend from now on: what was redeemed and lost
     * @param moves     credit taken back from the lanes: the promise that was not redeemed, as far as it is free
     * @param shortfall the rest of it, which requests had used or reserved: the network's loss
     */
    record EscrowClosed(
            AccountId account,
            String escrow,
            EscrowTransaction transaction,
            Nanoton authorised,
            List<LaneMove> moves,
            Nanoton shortfall,
            Instant at)
            implements AccountEvent {
        public EscrowClosed {
            moves = List.copyOf(moves);
        }
    }

    /** Free credit moved between lanes so that one of them can carry a reservation; the deltas add up to zero. */
    record LanesRebalanced(AccountId account, List<LaneMove> moves, Instant at) implements AccountEvent {
        public LanesRebalanced {
            moves = List.copyOf(moves);
        }
    }

    /** No new requests until resumed; those in flight finish. */
    record Suspended(AccountId account, String reason, Instant at) implements AccountEvent {}

    record Resumed(AccountId account, Instant at) implements AccountEvent {}
}
