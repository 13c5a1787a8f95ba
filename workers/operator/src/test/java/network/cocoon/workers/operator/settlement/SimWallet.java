package network.cocoon.workers.operator.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.crypto.VerificationKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.port.ChainMessage;
import network.cocoon.workers.operator.settlement.SimChain.Contract;
import network.cocoon.workers.operator.settlement.SimChain.Result;
import network.cocoon.workers.operator.settlement.SimChain.Sent;

/** Highload Wallet V3 by its source, as far as it matters who is paid: query ids in two tables, lists all or none. */
final class SimWallet implements Contract {

    private static final long FEE = 3_000_000;
    private static final long FEE_EACH = 950_000;
    private static final long INTERNAL_TRANSFER = 0xAE42E5A4L;
    private static final int NOT_ENOUGH = 37;

    private final HighloadWallet wallet;
    private final TonAddress address;
    private final VerificationKey key;
    /** Signatures found good: the same message comes again and again. */
    private final Set<Digest> verified;

    private Set<Integer> queries = new HashSet<>();
    private Set<Integer> oldQueries = new HashSet<>();
    private long lastCleaned;
    private boolean deployed;

    SimWallet(HighloadWallet wallet) {
        this.wallet = wallet;
        this.address = wallet.address();
        this.key = VerificationKey.of(wallet.publicKey()).orElseThrow();
        this.verified = new HashSet<>();
    }

    private SimWallet(SimWallet from) {
        this.wallet = from.wallet;
        this.address = from.address;
        this.key = from.key;
        this.verified = from.verified;
        this.queries = new HashSet<>(from.queries);
        this.oldQueries = new HashSet<>(from.oldQueries);
        this.lastCleaned = from.lastCleaned;
        this.deployed = from.deployed;
    }

    @Override
    public Contract copy() {
        return new SimWallet(this);
    }

    private record Order(Cell message, int query, long createdAt) {
        static Order of(Cell cell) {
            CellReader in = cell.read();
            in.skip(32);
            Cell message = in.ref();
            in.skip(8);
            return new Order(message, (int) in.uint(23), in.uint64());
        }
    }

    @Override
    public boolean accepts(Cell message, Cell body, long balance, Instant now) {
        if (!deployed && !SimMessages.withState(message)) {
            return false;
        }
        Order order = Order.of(body.refs().getFirst());
        long timeout = wallet.timeout().toSeconds();
        clean(now.getEpochSecond());
        return order.createdAt() <= now.getEpochSecond()
                && order.createdAt() > now.getEpochSecond() - timeout
                && !queries.contains(order.query())
                && !oldQueries.contains(order.query())
                && verified(body);
    }

    private boolean verified(Cell body) {
        if (!verified.contains(body.hash())
                && key.verify(
                        Bytes.of(body.read().bytes(64)),
                        body.refs().getFirst().hash().raw())) {
            verified.add(body.hash());
        }
        return verified.contains(body.hash());
    }

    private void clean(long now) {
        long timeout = wallet.timeout().toSeconds();
        if (lastCleaned < now - timeout) {
            oldQueries = lastCleaned < now - 2 * timeout ? new HashSet<>() : queries;
            queries = new HashSet<>();
            lastCleaned = now;
        }
    }

    @Override
    public Result run(ChainMessage in, long balance, Instant now) {
        if (in instanceof ChainMessage.External external) {
            boolean first = !deployed;
            deployed = true;
            Order order = Order.of(external.body().refs().getFirst());
            clean(now.getEpochSecond());
            queries.add(order.query());
            Sent sent = sent(order.message());
            // With IGNORE_ERRORS, as the published wallet sends it: the order is used up all the same.
            boolean enough = balance >= sent.value() + FEE;
            return new Result(false, first, Math.min(FEE, balance), enough ? List.of(sent) : List.of(), 0);
        }
        ChainMessage.Internal internal = in.internal().orElseThrow();
        if (!internal.from().equals(address)
                || internal.bounced()
                || internal.body().bits() < 32) {
            return new Result(!deployed, false, 0, List.of(), 0);
        }
        CellReader body = internal.body().read();
        if (body.uint(32) != INTERNAL_TRANSFER) {
            return new Result(false, false, 0, List.of(), 0);
        }
        List<Sent> list = new ArrayList<>();
        for (Cell action = body.ref();
                !action.refs().isEmpty();
                action = action.refs().getFirst()) {
            list.add(sent(action.refs().get(1)));
        }
        long fee = FEE + FEE_EACH * list.size();
        long needed = fee + list.stream().mapToLong(Sent::value).sum();
        return balance >= needed
                ? new Result(false, false, fee, list, 0)
                : new Result(true, false, FEE, List.of(), NOT_ENOUGH);
    }

    private static Sent sent(Cell message) {
        CellReader in = message.read();
        in.skip(4);
        in.address();
        TonAddress to = in.stdAddress();
        long value = in.coins().longValueExact();
        in.skip(1 + 4 + 4 + 64 + 32);
        in.bit();
        return new Sent(to, value, false, in.bit() ? in.ref() : in.rest());
    }

    @Override
    public Optional<Cell> data() {
        return deployed ? Optional.of(Cell.EMPTY) : Optional.empty();
    }
}
