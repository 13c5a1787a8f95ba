package network.cocoon.wire.chain;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.reconciliation.ChainMove;
import network.cocoon.domain.reconciliation.ExitMove;
import network.cocoon.domain.settlement.ExitLeaf;
import org.jspecify.annotations.Nullable;

/**
 * The file's content, as JSON like everything of ours: amounts decimal texts, hashes hexadecimal, cells a bag of cells in
 * base64url, addresses raw, times ISO-8601. Read strictly ({@link ChainStateFile}).
 *
 * @param format  {@link #FORMAT}
 * @param seqno   of the masterchain block from which on nothing was read any more
 * @param seen    that block's time
 * @param escrows every one that was asked for, each once
 * @param wallet  the network's; null where it was not asked for
 * @param exit    the log's; null where it was not asked for
 */
public record ChainState(
        String format,
        long seqno,
        Instant seen,
        List<EscrowShown> escrows,
        @Nullable WalletShown wallet,
        @Nullable ExitShown exit) {

    public static final String FORMAT = "cocoon-chain-state/1";

    public ChainState {
        escrows = List.copyOf(escrows);
    }

    /** What stands at an address. */
    public enum Status {
        /** Nothing, or coins that wait for a contract. */
        UNINITIALISED,
        ACTIVE,
        /** Rent was not paid. */
        FROZEN
    }

    /** A transaction's place: its own logical time and hash, and those of the one before. */
    public record Place(long lt, Digest hash, long previousLt, Digest previousHash, Instant when) {}

    /**
     * @param seen         time of the block that the state is of
     * @param code         hash of the code; only while active
     * @param data         the data cell; only while active
     * @param lastLt       of the newest transaction in that state; 0 for none
     * @param transactions all there ever were, oldest first, each linked to the one before
     */
    public record EscrowShown(
            String address,
            Instant seen,
            Status status,
            Nanoton balance,
            @Nullable Digest code,
            @Nullable Bytes data,
            long lastLt,
            List<EscrowMove> transactions) {
        public EscrowShown {
            transactions = List.copyOf(transactions);
        }
    }

    /**
     * @param came    with the incoming message
     * @param left    by outgoing messages
     * @param fees    everything else that it cost
     * @param claimed paid by vouchers in all after it; only of a redemption, else zero
     */
    public record EscrowMove(
            Place place, ChainMove.Kind kind, Nanoton came, Nanoton left, Nanoton fees, Nanoton claimed) {}

    /** As an escrow's. */
    public record WalletShown(
            String address, Instant seen, Nanoton balance, long lastLt, List<WalletTransaction> transactions) {
        public WalletShown {
            transactions = List.copyOf(transactions);
        }
    }

    /**
     * @param order  hash of what was signed, where it took an order
     * @param list   hash of the message by which it sent itself a list
     * @param caused hash of the incoming message, where that came from the wallet itself
     * @param sent   to others
     * @param kept   sent to itself
     */
    public record WalletTransaction(
            Place place,
            Nanoton came,
            Nanoton fee,
            @Nullable Digest order,
            @Nullable Digest list,
            @Nullable Digest caused,
            List<Sent> sent,
            Nanoton kept) {
        public WalletTransaction {
            sent = List.copyOf(sent);
        }
    }

    /** As an escrow's. */
    public record ExitShown(
            String address,
            Instant seen,
            Status status,
            Nanoton balance,
            @Nullable Digest code,
            @Nullable Bytes data,
            long lastLt,
            List<ExitTransaction> transactions) {
        public ExitShown {
            transactions = List.copyOf(transactions);
        }
    }

    /**
     * @param came   with the incoming message
     * @param from   raw address; null for a message from outside
     * @param number of the root that it set; 0 for none
     * @param root   that it set; null for none
     * @param leaf   that it paid; null for none
     */
    public record ExitTransaction(
            Place place,
            ExitMove.Kind kind,
            Nanoton came,
            @Nullable String from,
            Nanoton fee,
            List<Sent> sent,
            long number,
            @Nullable Digest root,
            @Nullable ExitLeaf leaf) {
        public ExitTransaction {
            sent = List.copyOf(sent);
        }
    }

    /** @param to raw address */
    public record Sent(String to, Nanoton amount) {}
}
