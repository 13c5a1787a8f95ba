package network.cocoon.workers.operator.settlement;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.gateway.FakeServer;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.ChainHead;
import network.cocoon.workers.operator.port.ChainMessage;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.SendAnswer;
import org.jspecify.annotations.Nullable;

/**
 * A chain by hand: blocks, a pool of messages from outside, messages on the way between accounts, and forks that drop the
 * last blocks. What accounts do with messages say {@link SimWallet} and {@link SimEscrow}; everyone else only receives.
 */
final class SimChain {

    /** Seconds by which validators' clocks differ. */
    private static final int SKEW = 20;

    /** What an account does; its state is copied with every block. */
    interface Contract {
        Contract copy();

        /** Whether it would pay for this message from outside now. */
        boolean accepts(Cell message, Cell body, long balance, Instant now);

        Result run(ChainMessage in, long balance, Instant now);

        Optional<Cell> data();
    }

    /** @param out what it sends, as destination, value, bounced and body */
    record Result(boolean aborted, boolean deployed, long fee, List<Sent> out, int actionCode) {}

    record Sent(TonAddress to, long value, boolean bounced, Cell body) {}

    /** Everything at one block. */
    private static final class State {
        final Map<TonAddress, Long> balances = new HashMap<>();
        final Map<TonAddress, Contract> contracts = new HashMap<>();
        final Map<TonAddress, List<ChainTransaction>> histories = new HashMap<>();
        final List<ChainMessage.Internal> inFlight = new ArrayList<>();
        long fees;
        long lt = 1000;
        long nonce;

        State copy() {
            State copy = new State();
            copy.balances.putAll(balances);
            contracts.forEach((address, contract) -> copy.contracts.put(address, contract.copy()));
            histories.forEach((address, history) -> copy.histories.put(address, new ArrayList<>(history)));
            copy.inFlight.addAll(inFlight);
            copy.fees = fees;
            copy.lt = lt;
            copy.nonce = nonce;
            return copy;
        }

        long total() {
            return fees
                    + balances.values().stream().mapToLong(Long::longValue).sum()
                    + inFlight.stream().mapToLong(m -> m.value().value()).sum();
        }
    }

    private record Block(
            long seqno, Instant time, State after, List<Cell> externals, List<ChainMessage.Internal> born) {}

    private final Random random;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Cell> pool = new ArrayList<>();
    private final List<ChainMessage.Internal> born = new ArrayList<>();
    private final long supply;
    private long highest;
    private Instant latest;

    SimChain(Random random, Instant start, Map<TonAddress, Long> balances, Map<TonAddress, Contract> contracts) {
        this.random = random;
        State state = new State();
        state.balances.putAll(balances);
        state.contracts.putAll(contracts);
        this.supply = state.total();
        this.latest = start;
        blocks.add(new Block(1, start, state, List.of(), List.of()));
    }

    Instant now() {
        return blocks.getLast().time();
    }

    long balance(TonAddress address) {
        return blocks.getLast().after().balances.getOrDefault(address, 0L);
    }

    List<ChainTransaction> history(TonAddress address) {
        return blocks.getLast().after().histories.getOrDefault(address, List.of());
    }

    @Nullable Contract contract(TonAddress address) {
        return blocks.getLast().after().contracts.get(address);
    }

    boolean quiet() {
        return pool.isEmpty()
                && born.isEmpty()
                && blocks.getLast().after().inFlight.isEmpty();
    }

    /** Coins that somebody with enough of them sends; they leave his account when a block takes the message up. */
    void pay(TonAddress from, TonAddress to, long value, Cell body) {
        born.add(internal(from, to, value, false, body, random.nextLong()));
    }

    SendAnswer send(Cell message) {
        Cell body = SimMessages.body(message);
        Contract there = contract(SimMessages.destination(message));
        if (there == null || !there.accepts(message, body, balance(SimMessages.destination(message)), now())) {
            return SendAnswer.NOT_ACCEPTED;
        }
        pool.add(message);
        return SendAnswer.TAKEN;
    }

    /** Takes up a part of what waits, so messages come late and in any order. */
    void produce(long seconds) {
        State state = blocks.getLast().after().copy();
        // Clocks run on: a block that replaces another is made at its time or later, but for some seconds.
        Instant least = latest.minusSeconds(random.nextInt(SKEW));
        Instant time = (now().isAfter(least) ? now() : least).plusSeconds(seconds);
        latest = latest.isAfter(time) ? latest : time;
        List<Cell> externals = new ArrayList<>();
        List<ChainMessage.Internal> taken = new ArrayList<>();
        for (ChainMessage.Internal message : List.copyOf(born)) {
            if (random.nextInt(3) > 0) {
                born.remove(message);
                taken.add(message);
                state.balances.merge(message.from(), -message.value().value(), Long::sum);
                state.inFlight.add(message);
            }
        }
        for (ChainMessage.Internal message : List.copyOf(state.inFlight)) {
            if (random.nextInt(4) > 0) {
                state.inFlight.remove(message);
                execute(state, message.to(), message, time);
            }
        }
        for (Cell message : List.copyOf(pool)) {
            if (random.nextInt(3) > 0) {
                pool.remove(message);
                TonAddress to = SimMessages.destination(message);
                Contract there = state.contracts.get(to);
                Cell body = SimMessages.body(message);
                if (there != null && there.accepts(message, body, state.balances.getOrDefault(to, 0L), time)) {
                    externals.add(message);
                    execute(state, to, new ChainMessage.External(message.hash(), to, body), time);
                }
            }
        }
        blocks.add(new Block(blocks.getLast().seqno() + 1, time, state, externals, taken));
        if (state.total() != supply) {
            throw new AssertionError("the chain itself made or lost money");
        }
    }

    /** Drops the last blocks, but none that so many ever came after. What was in them waits again, or is lost. */
    void fork(int depth) {
        highest = Math.max(highest, blocks.getLast().seqno());
        while (blocks.size() > 1 && blocks.getLast().seqno() > highest - depth) {
            Block dropped = blocks.removeLast();
            dropped.externals().stream().filter(_ -> random.nextBoolean()).forEach(pool::add);
            dropped.born().stream().filter(_ -> random.nextInt(4) > 0).forEach(born::add);
        }
    }

    /** As a server that is so many blocks behind sees it. */
    FakeServer server(int lag) {
        return new FakeServer() {
            private Block seen() {
                return blocks.get(Math.max(0, blocks.size() - 1 - lag));
            }

            @Override
            public AccountSnapshot account(TonAddress address) {
                Block block = seen();
                State state = block.after();
                Contract contract = state.contracts.get(address);
                Optional<Cell> data = contract == null ? Optional.empty() : contract.data();
                List<ChainTransaction> history = state.histories.getOrDefault(address, List.of());
                return new AccountSnapshot(
                        address,
                        data.isPresent() ? AccountSnapshot.Status.ACTIVE : AccountSnapshot.Status.UNINITIALISED,
                        Nanoton.of(state.balances.getOrDefault(address, 0L)),
                        data.map(_ -> Cell.EMPTY),
                        data,
                        history.isEmpty() ? Cursor.START : history.getLast().id(),
                        new ChainHead(block.seqno(), block.time()));
            }

            @Override
            public List<ChainTransaction> transactions(TonAddress account, Cursor newest, int limit) {
                return seen().after().histories.getOrDefault(account, List.of()).reversed().stream()
                        .filter(t -> t.id().lt() <= newest.lt())
                        .limit(Math.min(limit, 3))
                        .toList();
            }

            @Override
            public SendAnswer send(Cell message) {
                return SimChain.this.send(message);
            }
        };
    }

    private void execute(State state, TonAddress account, ChainMessage in, Instant time) {
        long value = in.internal().map(m -> m.value().value()).orElse(0L);
        long before = state.balances.getOrDefault(account, 0L) + value;
        Contract contract = state.contracts.get(account);
        Result result = contract == null ? new Result(false, false, 0, List.of(), 0) : contract.run(in, before, time);
        state.lt += 10;
        List<ChainMessage> out = new ArrayList<>();
        long left = 0;
        for (Sent sent : result.out()) {
            ChainMessage.Internal message =
                    internal(account, sent.to(), sent.value(), sent.bounced(), sent.body(), state.nonce++);
            out.add(message);
            state.inFlight.add(message);
            left += sent.value();
        }
        long after = before - left - result.fee();
        if (after < 0) {
            throw new AssertionError("a contract spent more than it has");
        }
        state.balances.put(account, after);
        state.fees += result.fee();
        List<ChainTransaction> history = state.histories.computeIfAbsent(account, _ -> new ArrayList<>());
        Cursor previous = history.isEmpty() ? Cursor.START : history.getLast().id();
        Digest hash = Digest.sha256(
                previous.hash().raw(),
                in.hash().raw(),
                (state.lt + "/" + time + "/" + after).getBytes(StandardCharsets.UTF_8));
        history.add(new ChainTransaction(
                account,
                new Cursor(state.lt, hash),
                previous,
                time,
                Optional.of(in),
                out,
                Nanoton.of(result.fee()),
                result.aborted(),
                result.deployed(),
                Optional.of(0),
                Optional.of(result.actionCode())));
    }

    private static ChainMessage.Internal internal(
            TonAddress from, TonAddress to, long value, boolean bounced, Cell body, long nonce) {
        Digest hash = Digest.sha256(
                from.hash().raw(),
                to.hash().raw(),
                body.hash().raw(),
                (value + "/" + nonce).getBytes(StandardCharsets.UTF_8));
        return new ChainMessage.Internal(hash, from, to, Nanoton.of(value), !bounced, bounced, body);
    }
}
