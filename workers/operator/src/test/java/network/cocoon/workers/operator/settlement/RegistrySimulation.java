package network.cocoon.workers.operator.settlement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.registry.Listing;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.Publications.Entry;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.RegistryOrder;
import network.cocoon.workers.operator.contract.RegistryOrder.Publish;
import network.cocoon.workers.operator.gateway.ConfirmationPolicy;
import network.cocoon.workers.operator.gateway.FakeServer;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.ChainMessage;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.LogCheckpoint;
import network.cocoon.workers.operator.port.RegistryAnchored;
import network.cocoon.workers.operator.port.RegistryDue;
import network.cocoon.workers.operator.port.RegistryPlace;
import network.cocoon.workers.operator.port.RegistryPublished;
import network.cocoon.workers.operator.port.RegistryReports;
import network.cocoon.workers.operator.port.RegistrySeen;
import network.cocoon.workers.operator.port.RegistryWork;
import network.cocoon.workers.operator.port.TonGateway;
import network.cocoon.workers.operator.registry.NetworkRegistry;
import network.cocoon.workers.operator.registry.RegistryPolicy;
import network.cocoon.workers.operator.registry.RegistrySender;
import org.jspecify.annotations.Nullable;

/**
 * One schedule of the registry, decided by a seed, as {@link Simulation} is for money: what is listed must come to stand in
 * the chain's journal once, and the log's journal be the chain's.
 */
final class RegistrySimulation {

    private static final Instant START = Instant.ofEpochSecond(1_800_000_000);
    private static final long TON = 1_000_000_000;
    private static final TonAddress OWNER = Simulation.address("registry owner");
    private static final int STORMY = 60;
    private static final int CALM = 600;

    /** What is broken on purpose, to see that it is found. */
    enum Mutation {
        NONE,
        /** Transactions count at once, on a chain that forks. */
        NO_CONFIRMATIONS,
        /** The books say what was due a while ago, under today's journal. */
        STALE_WORK,
        /** Places move and the report before them is lost. */
        REPORTS_LOST
    }

    private final Random random;
    private final Mutation mutation;
    private final SimRegistryBooks books = new SimRegistryBooks();
    private final SimFaults faults;
    private final SimChain chain;
    private final NetworkRegistry registry;
    private final List<@Nullable RegistrySender> operators = new ArrayList<>(Arrays.asList(null, null));
    private final List<Cell> sent = new ArrayList<>();
    private final List<Digest> allowed = new ArrayList<>();
    private List<RegistryChange> stale = List.of();
    private boolean calm;
    private boolean nested;
    private int number;

    RegistrySimulation(long seed, Mutation mutation) {
        this.random = new Random(seed);
        this.mutation = mutation;
        this.faults = new SimFaults(random, this::interleave);
        SigningKey key = Simulation.key(7);
        this.registry =
                new NetworkRegistry(RegistryStorage.opening(key.publicKey(), Duration.ofHours(24), -3, OWNER), key);
        Map<TonAddress, SimChain.Contract> contracts = new LinkedHashMap<>();
        contracts.put(registry.address(), new SimRegistry(registry));
        this.chain = new SimChain(random, START, new HashMap<>(Map.of(OWNER, 1000 * TON)), contracts);
        books.decide(new RegistryCommand.ListModel(new ModelId("m"), "M", digest(), 10, START));
    }

    /** Throws {@link AssertionError} where a rule is broken. */
    void run() {
        for (int step = 0; step < STORMY; step++) {
            storm();
            once();
        }
        calm = true;
        faults.stop();
        chain.pay(OWNER, registry.address(), 2 * TON, Cell.EMPTY);
        for (int step = 0; step < CALM && !(settled() && step > 20); step++) {
            chain.produce(20);
            round(step % 2);
            once();
        }
        end();
    }

    private void storm() {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> chain.produce(1 + random.nextInt(15));
            case 5 -> chain.fork(1 + random.nextInt(Simulation.BLOCKS));
            case 6 -> chain.produce(60 + random.nextInt(900));
            case 7, 8 -> list();
            case 9 -> books.seal(new LogCheckpoint(++number * 10L, digest()));
            case 10 -> chain.pay(OWNER, registry.address(), TON / 100 + random.nextLong(TON / 10), Cell.EMPTY);
            case 11 -> {
                operators.set(random.nextInt(2), null);
                if (random.nextInt(8) == 0) {
                    books.losePlace();
                }
            }
            case 12 -> {
                if (!sent.isEmpty()) {
                    chain.send(sent.get(random.nextInt(sent.size())));
                }
            }
            default -> round(random.nextInt(2));
        }
    }

    private void list() {
        switch (random.nextInt(4)) {
            case 0, 1 -> {
                allowed.add(digest());
                books.decide(new RegistryCommand.AllowMeasurement(allowed.getLast(), "", START));
            }
            case 2 ->
                books.decide(new RegistryCommand.SetPrice(
                        new ModelId("m"), Nanoton.of(++number), Multipliers.EVEN, 5, START));
            default -> {
                if (!allowed.isEmpty()) {
                    Digest revoked = allowed.get(random.nextInt(allowed.size()));
                    books.decide(new RegistryCommand.RevokeMeasurement(revoked, "", START));
                }
            }
        }
    }

    private void round(int number) {
        RegistrySender operator = operators.get(number);
        if (operator == null) {
            operator = start();
            operators.set(number, operator);
        }
        try {
            operator.round();
        } catch (SimFaults.Crash e) {
            operators.set(number, null);
        }
    }

    private RegistrySender start() {
        int servers = 1 + random.nextInt(2);
        List<FakeServer> seen = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            seen.add(faults.server(chain.server(i), message -> {
                sent.add(message);
                return message;
            }));
        }
        int blocks = mutation == Mutation.NO_CONFIRMATIONS ? 0 : Simulation.BLOCKS;
        TonGateway gateway = FakeServer.gateway(seen, new ConfirmationPolicy(blocks, servers), random);
        Ports ports = new Ports();
        return new RegistrySender(
                gateway, ports, ports, registry, RegistryPolicy.anchoring(Duration.ofMinutes(5)), OrderCheck.NONE);
    }

    private void interleave() {
        if (nested || calm || random.nextInt(6) > 0) {
            return;
        }
        nested = true;
        try {
            if (random.nextBoolean()) {
                round(random.nextInt(2));
            } else {
                chain.produce(1 + random.nextInt(10));
            }
        } finally {
            nested = false;
        }
    }

    private boolean settled() {
        return books.publications().waitingFor(registry.address().raw()).isEmpty()
                && books.checkpoint().map(LogCheckpoint::size).orElse(0L)
                        == storage().size()
                && books.place(registry.address()).next() == storage().sequence();
    }

    private RegistryStorage storage() {
        return chain.contract(registry.address()) instanceof SimRegistry there ? there.storage() : registry.opening();
    }

    /** Whatever happens: no change stands in the chain's journal twice. */
    private void once() {
        Set<RegistryChange> changes = new HashSet<>();
        for (ChainTransaction transaction : chain.history(registry.address())) {
            if (order(transaction).orElse(null) instanceof Publish publish && !changes.add(publish.change())) {
                throw new AssertionError("published twice: " + publish.change());
            }
        }
    }

    private static Optional<RegistryOrder> order(ChainTransaction transaction) {
        return transaction.in().orElse(null) instanceof ChainMessage.External external
                ? RegistryOrder.read(external.body())
                : Optional.empty();
    }

    private void end() {
        String address = registry.address().raw();
        RegistryStorage data = storage();
        require(books.publications().waitingFor(address).isEmpty(), "something listed was never published");
        require(books.publications().foreign().isEmpty(), "something is published that was never listed");
        require(books.publications().journalOf(address).equals(data.journal()), "the log's journal is not the chain's");
        Digest journal = RegistryStorage.NOTHING;
        for (Entry entry : books.publications().entriesOf(address)) {
            journal = RegistryChange.of(entry.change()).link(journal, entry.chainTime());
        }
        require(journal.equals(data.journal()), "the entries do not give the chain's hash");
        Set<Digest> gone = new HashSet<>();
        for (Entry entry : books.publications().entriesOf(address)) {
            if (entry.change().kind() == Listing.Kind.REVOKE) {
                gone.add(entry.change().item());
            } else {
                require(!gone.contains(entry.change().item()), "added after it was revoked");
            }
        }
        require(
                data.size() == books.checkpoint().map(LogCheckpoint::size).orElse(0L),
                "the newest checkpoint is missing");
        long checkpoints = chain.history(registry.address()).stream()
                .filter(t -> order(t).orElse(null) instanceof RegistryOrder.Checkpoint)
                .count();
        require(books.anchored().size() == checkpoints, "checkpoints on chain and in the books differ");
        require(!books.alarms().contains(Alarm.BOOKS_DIFFER), "books differ");
        require(!books.alarms().contains(Alarm.REGISTRY_DIFFERS), "the registry differs");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private Digest digest() {
        return Digest.sha256(new byte[] {(byte) ++number, (byte) (number >> 8)});
    }

    /** The books behind every fault. */
    private final class Ports implements RegistryWork, RegistryReports {

        private void tell(Runnable report) {
            faults.call(() -> {
                if (mutation != Mutation.REPORTS_LOST || random.nextInt(4) > 0) {
                    report.run();
                }
                return true;
            });
        }

        @Override
        public RegistryPlace place(TonAddress address) {
            return faults.call(() -> books.place(address));
        }

        @Override
        public RegistryDue due(TonAddress address) {
            RegistryDue due = faults.call(() -> books.due(address));
            if (mutation != Mutation.STALE_WORK) {
                return due;
            }
            List<RegistryChange> before = stale;
            stale = due.changes();
            return new RegistryDue(due.journal(), due.entries(), before, due.foreign());
        }

        @Override
        public Optional<LogCheckpoint> checkpoint() {
            return faults.call(books::checkpoint);
        }

        @Override
        public void published(RegistryPublished fact, RegistryPlace after) {
            tell(() -> books.published(fact, after));
        }

        @Override
        public void anchored(RegistryAnchored fact, RegistryPlace after) {
            tell(() -> books.anchored(fact, after));
        }

        @Override
        public void followed(TonAddress address, RegistryPlace place) {
            faults.call(() -> {
                books.followed(address, place);
                return true;
            });
        }

        @Override
        public void seen(RegistrySeen sight) {
            tell(() -> books.seen(sight));
        }

        @Override
        public void alarm(Alarm code, String subject) {
            tell(() -> books.alarm(code, subject));
        }
    }
}
