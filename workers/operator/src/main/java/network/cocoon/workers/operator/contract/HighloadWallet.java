package network.cocoon.workers.operator.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;

/**
 * The network's wallet: Highload Wallet V3, which pays many at once and takes each query id once. It sends itself the
 * list of payments and carries it out when it arrives, all or none.
 *
 * @param timeout within which a query id counts; a message is taken from its creation until then
 */
public record HighloadWallet(Bytes publicKey, long subwallet, Duration timeout) {

    /** As its authors recommend: unlike that of other wallets, so that no signature fits both. */
    public static final long SUBWALLET = 0x10AD;

    /** Of at most 255 actions one sets the code again, which is how the contract keeps it. */
    public static final int MAX_PAYMENTS = 254;

    /** Rides to itself and back, and pays the gas of the list. */
    public static final Nanoton CARRIED = Nanoton.of(1_000_000_000);

    /** 22 bits of seconds. */
    static final Duration LONGEST_TIMEOUT = Duration.ofSeconds((1 << 22) - 1);

    private static final long INTERNAL_TRANSFER = 0xAE42E5A4L;
    private static final long SEND_MESSAGE = 0x0EC3C86DL;
    /** The sender pays the forwarding fee. Never with IGNORE_ERRORS (2): a payout left out must fail the list. */
    private static final int PAY_FEES_SEPARATELY = 1;

    /** One payment; never bounced, so it arrives whatever lies at the address. */
    public record Payment(TonAddress to, Nanoton value, Cell body) {
        Cell message() {
            return Messages.internal(to, value, false, null, body);
        }
    }

    /**
     * A number used once within the timeout.
     *
     * @param shift 0 to 8191
     * @param bit   0 to 1022
     */
    public record QueryId(int shift, int bit) {

        static final int SHIFTS = 8192;
        static final int BITS = 1023;

        public QueryId {
            if (shift < 0 || shift >= SHIFTS || bit < 0 || bit >= BITS) {
                throw new IllegalArgumentException("a query id has a shift of 0 to 8191 and a bit of 0 to 1022");
            }
        }

        /** From 23 bits, as {@link #value} gives them. */
        public static QueryId of(int value) {
            return new QueryId(value >> 10, value & 1023);
        }

        public int value() {
            return shift << 10 | bit;
        }
    }

    public InitialState initial() {
        Cell data = CellBuilder.begin()
                .bytes(publicKey.toArray())
                .uint(subwallet, 32)
                .bit(false)
                .bit(false)
                .uint(0, 64)
                .uint(timeout.toSeconds(), 22)
                .end();
        return new InitialState(ContractCode.HIGHLOAD_WALLET_V3.code(), data);
    }

    public TonAddress address() {
        return initial().address();
    }

    /** The whole external message. The same arguments give the same bytes: a retry is the message again. */
    public Cell pay(SigningKey key, QueryId query, Instant createdAt, List<Payment> payments) {
        return pay(key, query, createdAt, payments, false);
    }

    /** @param deploy with the StateInit, for a wallet that has coins and no code yet */
    public Cell pay(SigningKey key, QueryId query, Instant createdAt, List<Payment> payments, boolean deploy) {
        return sendAll(
                key, query, createdAt, payments.stream().map(Payment::message).toList(), deploy);
    }

    /** Internal messages of any kind as a list, all or none: also those with a StateInit, by which contracts are deployed. */
    public Cell sendAll(SigningKey key, QueryId query, Instant createdAt, List<Cell> messages, boolean deploy) {
        if (messages.isEmpty() || messages.size() > MAX_PAYMENTS) {
            throw new IllegalArgumentException("a list has 1 to " + MAX_PAYMENTS + " payments");
        }
        Cell actions = Cell.EMPTY;
        for (Cell message : messages) {
            actions = CellBuilder.begin()
                    .ref(actions)
                    .uint(SEND_MESSAGE, 32)
                    .uint(PAY_FEES_SEPARATELY, 8)
                    .ref(message)
                    .end();
        }
        Cell transfer = CellBuilder.begin()
                .uint(INTERNAL_TRANSFER, 32)
                .uint(query.value(), 64)
                .ref(actions)
                .end();
        Cell toItself = Messages.internal(address(), CARRIED, true, null, transfer);
        return signed(key, query, createdAt, toItself, deploy);
    }

    /** One message, by which the wallet deals with contracts. Never with a StateInit: the wallet drops it then, unsent. */
    public Cell send(SigningKey key, QueryId query, Instant createdAt, Cell message) {
        return signed(key, query, createdAt, message, false);
    }

    /**
     * Names what was signed, by the body of a message that the wallet was sent: the envelope is not signed, so anyone
     * can put the same order into another message, with another hash. Empty for a body that is no order.
     */
    public static Optional<Digest> order(Cell body) {
        return body.bits() == 8 * Signatures.SIGNATURE_BYTES && body.refs().size() == 1
                ? Optional.of(body.refs().getFirst().hash())
                : Optional.empty();
    }

    private Cell signed(SigningKey key, QueryId query, Instant createdAt, Cell message, boolean deploy) {
        Cell order = CellBuilder.begin()
                .uint(subwallet, 32)
                .ref(message)
                .uint(PAY_FEES_SEPARATELY, 8)
                .uint(query.value(), 23)
                .uint(createdAt.getEpochSecond(), 64)
                .uint(timeout.toSeconds(), 22)
                .end();
        Bytes signature = key.sign(order.hash().raw());
        return Messages.external(
                address(),
                deploy ? initial() : null,
                CellBuilder.begin().bytes(signature.toArray()).ref(order).end());
    }
}
