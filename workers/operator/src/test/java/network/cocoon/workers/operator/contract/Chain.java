package network.cocoon.workers.operator.contract;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.TransactionResult;
import network.cocoon.workers.tvm.TransactionResult.Executed;
import network.cocoon.workers.tvm.TransactionResult.Refused;
import network.cocoon.workers.tvm.TransactionRun;
import network.cocoon.workers.tvm.Tvm;
import network.cocoon.workers.tvm.block.Message;
import network.cocoon.workers.tvm.block.ShardAccount;
import network.cocoon.workers.tvm.block.StateInit;
import network.cocoon.workers.tvm.block.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Accounts, a clock, and messages delivered in order by the real TVM. Messages between contracts can be held back, so a
 * test decides what arrives when. Wallets of people are addresses whose messages a test writes.
 */
final class Chain {

    static final Instant START = Instant.ofEpochSecond(1_800_000_000);

    /** One for all tests: it takes seconds to start. */
    private static final Tvm TVM = Tvm.start();

    private final Map<TonAddress, ShardAccount> accounts = new HashMap<>();
    private final Deque<Message> queue = new ArrayDeque<>();
    private Instant now = START;
    private long lt = 1_000_000;

    /** What became of one message and of all that followed from it. */
    record Outcome(@Nullable Refused refused, List<Transaction> transactions) {

        /** The transaction at that account, the first if there are several. */
        Transaction at(TonAddress account) {
            return transactions.stream()
                    .filter(t -> t.account().equals(account.hash()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no transaction at " + account));
        }

        /** What the last contract's actions came to; 0 is success. */
        int lastActionCode() {
            return Objects.requireNonNull(transactions.getLast().actionCode());
        }

        /** How many actions were left out silently, which none of ours ever is. */
        int skipped() {
            return transactions.stream()
                    .map(t -> t.phases().action())
                    .filter(Objects::nonNull)
                    .mapToInt(a -> a.skipped())
                    .sum();
        }

        int exitCode() {
            return refused != null
                    ? refused.exitCode()
                    : Objects.requireNonNull(transactions.getFirst().exitCode());
        }

        /** Of the whole cascade: what all accounts together have less afterwards, in nanoton. */
        BigInteger fees() {
            BigInteger sum = BigInteger.ZERO;
            for (Transaction t : transactions) {
                sum = sum.add(t.totalFees());
                for (Message m : t.out()) {
                    sum = sum.add(((Message.Internal) m).forwardFee());
                }
            }
            return sum;
        }
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Puts a contract on the chain. */
    void deploy(InitialState state, Nanoton balance) {
        accounts.put(
                state.address(),
                ShardAccount.active(
                        state.address(),
                        StateInit.of(state.code(), state.data()),
                        BigInteger.valueOf(balance.value()),
                        now.getEpochSecond()));
    }

    ShardAccount account(TonAddress address) {
        return accounts.getOrDefault(address, ShardAccount.none());
    }

    BigInteger balance(TonAddress address) {
        return account(address).balance();
    }

    Cell data(TonAddress address) {
        StateInit contract = Objects.requireNonNull(account(address).contract(), "not deployed");
        return Objects.requireNonNull(contract.data());
    }

    Cell code(TonAddress address) {
        StateInit contract = Objects.requireNonNull(account(address).contract(), "not deployed");
        return Objects.requireNonNull(contract.code());
    }

    ShardAccount.Account existing(TonAddress address) {
        return Objects.requireNonNull(account(address).account(), "no account");
    }

    /** From outside; then everything that follows. */
    Outcome external(TonAddress to, Cell message) {
        return all(to, message);
    }

    /** From a person's wallet; then everything that follows. */
    Outcome send(TonAddress from, TonAddress to, Nanoton value, Cell body) {
        return send(from, to, value, body, null, true);
    }

    Outcome send(
            TonAddress from, TonAddress to, Nanoton value, Cell body, @Nullable InitialState init, boolean bounce) {
        return all(to, message(from, to, value, body, init, bounce));
    }

    /** Delivers to one account only and holds back what it sends: a cascade cut in the middle. */
    Outcome deliver(TonAddress to, Cell message) {
        List<Transaction> done = new ArrayList<>();
        Refused refused = run(to, message, done);
        return new Outcome(refused, done);
    }

    /** What was held back, in any order. */
    Outcome settle(Random order) {
        List<Message> held = new ArrayList<>(queue);
        Collections.shuffle(held, order);
        queue.clear();
        queue.addAll(held);
        return settle();
    }

    /** Nanoton on the way. */
    BigInteger inFlight() {
        return queue.stream().map(m -> ((Message.Internal) m).value()).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** What was held back. */
    Outcome settle() {
        List<Transaction> done = new ArrayList<>();
        while (!queue.isEmpty()) {
            if (queue.removeFirst() instanceof Message.Internal m) {
                run(m.destination(), m.cell(), done);
            }
        }
        return new Outcome(null, done);
    }

    Cell message(
            TonAddress from, TonAddress to, Nanoton value, Cell body, @Nullable InitialState init, boolean bounce) {
        return internal(from, to, value, body, init, bounce, false);
    }

    /** A message as the network writes a bounced one; no contract can send it. */
    Cell bounced(TonAddress from, TonAddress to, Nanoton value, Cell body) {
        return internal(from, to, value, body, null, false, true);
    }

    private Outcome all(TonAddress to, Cell message) {
        List<Transaction> done = new ArrayList<>();
        Refused refused = run(to, message, done);
        done.addAll(settle().transactions());
        return new Outcome(refused, done);
    }

    private @Nullable Refused run(TonAddress to, Cell message, List<Transaction> done) {
        lt += 1000;
        TransactionResult result = TVM.run(TransactionRun.of(account(to), message, now.getEpochSecond(), lt));
        return switch (result) {
            case Executed e -> {
                accounts.put(to, e.account());
                done.add(e.transaction());
                queue.addAll(e.transaction().out());
                yield null;
            }
            case Refused r -> r;
        };
    }

    private Cell internal(
            TonAddress from,
            TonAddress to,
            Nanoton value,
            Cell body,
            @Nullable InitialState init,
            boolean bounce,
            boolean bounced) {
        CellBuilder out = CellBuilder.begin()
                .bit(false)
                .bit(true)
                .bit(bounce)
                .bit(bounced)
                .address(from)
                .address(to)
                .coins(value.value())
                .bit(false)
                .coins(0)
                .coins(FORWARD_FEE)
                .uint(lt, 64)
                .uint(now.getEpochSecond(), 32);
        if (init == null) {
            out.bit(false);
        } else {
            out.bit(true).bit(true).ref(init.toCell());
        }
        boolean fits = out.bits() + 1 + body.bits() <= Cell.MAX_BITS;
        return fits ? out.bit(false).cell(body).end() : out.bit(true).ref(body).end();
    }

    /** What is left of the lump for a message of one cell after its sender's third (config 25): 2/3 of 400,000. */
    private static final long FORWARD_FEE = 266_669;

    /** An address that nobody has the code of. */
    static TonAddress wallet(int number) {
        return new TonAddress((byte) 0, Digest.sha256(new byte[] {(byte) number}));
    }

    static Nanoton ton(String amount) {
        return Nanoton.of(new java.math.BigDecimal(amount).movePointRight(9).toBigIntegerExact());
    }
}
