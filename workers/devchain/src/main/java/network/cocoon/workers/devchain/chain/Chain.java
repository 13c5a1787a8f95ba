package network.cocoon.workers.devchain.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.devchain.chain.ChainRefusal.Reason;
import network.cocoon.workers.tvm.GetMethodResult;
import network.cocoon.workers.tvm.GetMethodRun;
import network.cocoon.workers.tvm.StackValue;
import network.cocoon.workers.tvm.TransactionResult;
import network.cocoon.workers.tvm.Tvm;
import network.cocoon.workers.tvm.block.Message;
import network.cocoon.workers.tvm.block.ShardAccount;
import network.cocoon.workers.tvm.block.StateInit;
import org.jspecify.annotations.Nullable;

/** A TON chain on this machine. What it answered stays, whatever happens to the process. Safe for many threads. */
public final class Chain implements AutoCloseable {

    private static final String FILE = "chain.log";
    /** How long one call follows the messages it caused; what is left is delivered by the next block. */
    private static final int MAX_BLOCKS_AT_ONCE = 200;

    private static final int MAX_WAITING = 10_000;
    private static final long YEAR = 366L * 24 * 3600;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Deque<Message.ExternalIn> externals = new ArrayDeque<>();
    private final ChainSettings settings;
    private final InstantSource clock;
    private final Tvm tvm;
    private final Ledger ledger;
    private final BlockMaker maker;
    private final @Nullable ChainLog log;
    private long ahead;
    private boolean failed;
    private long orders;

    private Chain(ChainSettings settings, InstantSource clock, Tvm tvm, Restored restored, @Nullable ChainLog log) {
        this.settings = settings;
        this.clock = clock;
        this.tvm = tvm;
        this.ledger = restored.ledger();
        this.ahead = restored.ahead;
        this.log = log;
        this.maker = new BlockMaker(tvm, settings);
    }

    /** What the log says so far. */
    private static final class Restored implements ChainLog.Reader {
        private @Nullable Ledger ledger;
        private long ahead;

        @Override
        public void record(byte[] payload) throws IOException {
            try {
                switch (LogRecord.decode(payload)) {
                    case LogRecord.Genesis(long time) -> ledger = genesis(time);
                    case LogRecord.Made(Block block) -> ledger().apply(block);
                    case LogRecord.Ahead(long seconds) -> ahead = seconds;
                }
            } catch (TonFormatException | IllegalStateException e) {
                throw new IOException("the log has a record that is none", e);
            }
        }

        boolean isEmpty() {
            return ledger == null;
        }

        Ledger ledger() {
            if (ledger == null) {
                throw new IllegalStateException("the log does not begin with a beginning");
            }
            return ledger;
        }
    }

    /** Opens the chain in this folder, or begins one. Throws {@link IOException} where the log is damaged or in use. */
    public static Chain open(Path folder, ChainSettings settings, InstantSource clock, Tvm tvm) throws IOException {
        Restored restored = new Restored();
        ChainLog log = ChainLog.open(folder.resolve(FILE), restored);
        if (restored.isEmpty()) {
            byte[] first = new LogRecord.Genesis(clock.instant().getEpochSecond()).encode();
            log.append(first);
            log.sync();
            restored.record(first);
        }
        return new Chain(settings, clock, tvm, restored, log);
    }

    /** A chain that is gone with the process. */
    public static Chain inMemory(ChainSettings settings, InstantSource clock, Tvm tvm) {
        Restored restored = new Restored();
        restored.ledger = genesis(clock.instant().getEpochSecond());
        return new Chain(settings, clock, tvm, restored, null);
    }

    private static Ledger genesis(long time) {
        return new Ledger(Digest.sha256(Cell.EMPTY.toBoc()), time, Faucet.ADDRESS, Faucet.account(time));
    }

    /**
     * Takes an external message. Instant chains have delivered it and all that it caused when this returns; others have
     * tried it on the current state. Throws {@link ChainRefusal}.
     */
    public Digest send(Cell message) {
        if (!(Message.read(message) instanceof Message.ExternalIn external)) {
            throw new ChainRefusal(Reason.NOT_AN_EXTERNAL_MESSAGE, "only external messages come from outside");
        }
        return locked(() -> {
            ready();
            if (settings.instant()) {
                produceFor(external);
            } else {
                accept(external);
            }
            return message.hash();
        });
    }

    /** Has the faucet send this much; the hash of its order. */
    public Digest give(TonAddress to, BigInteger nanoton) {
        return locked(() -> send(Faucet.order(to, nanoton, ledger.head().lt() + ++orders)));
    }

    /** Makes one block of what waits, or of nothing. */
    public Head produce() {
        return locked(() -> {
            ready();
            block();
            sync();
            return ledger.head();
        });
    }

    /** Delivers what one call left over. False where nothing waited. */
    public boolean deliver() {
        return locked(() -> {
            if (failed || ledger.queue().isEmpty()) {
                return false;
            }
            drain();
            return true;
        });
    }

    /** Sets the chain's clock forward; a block follows. */
    public Head advance(long seconds) {
        if (seconds < 1 || seconds > YEAR) {
            throw new ChainRefusal(Reason.TIME_STEP, "time goes forward, by at most a year at once");
        }
        return locked(() -> {
            ready();
            ahead += seconds;
            write(new LogRecord.Ahead(ahead));
            block();
            sync();
            return ledger.head();
        });
    }

    /** Asks a contract. Throws {@link ChainRefusal} where there is none. */
    public GetMethodResult ask(TonAddress address, int method, List<StackValue> arguments) {
        ShardAccount account = locked(() -> ledger.account(address));
        StateInit contract = account.contract();
        if (contract == null || contract.code() == null) {
            throw new ChainRefusal(Reason.NO_CONTRACT, "no contract at " + address.raw());
        }
        Cell code = contract.code();
        Cell data = contract.data() == null ? Cell.EMPTY : contract.data();
        return tvm.get(new GetMethodRun(
                address,
                code,
                data,
                account.balance(),
                now(),
                method,
                arguments,
                Digest.of(new byte[32]),
                GetMethodRun.GAS_LIMIT,
                null));
    }

    /** Unix seconds on the chain. */
    public long now() {
        return locked(() -> Math.max(ledger.head().time(), clock.instant().getEpochSecond() + ahead));
    }

    public Head head() {
        return locked(ledger::head);
    }

    public ShardAccount account(TonAddress address) {
        return locked(() -> ledger.account(address));
    }

    public Supply supply() {
        return locked(ledger::supply);
    }

    /** Reads more than one thing of the same moment. */
    public <T> T view(Function<ChainView, T> reader) {
        return locked(() -> reader.apply(new ChainView(ledger, externals.size())));
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            failed = true;
            if (log != null) {
                log.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void produceFor(Message.ExternalIn external) {
        BlockMaker.Draft draft = maker.begin(ledger, now());
        TransactionResult result = draft.deliver(external);
        if (result instanceof TransactionResult.Refused refused) {
            throw notAccepted(refused);
        }
        keep(draft.end());
        drain();
    }

    private void accept(Message.ExternalIn external) {
        if (externals.size() >= MAX_WAITING) {
            throw new ChainRefusal(Reason.TOO_MANY_WAITING, "as many messages wait as the chain keeps");
        }
        if (maker.begin(ledger, now()).deliver(external) instanceof TransactionResult.Refused refused) {
            throw notAccepted(refused);
        }
        externals.add(external);
    }

    private void drain() {
        for (int i = 0; i < MAX_BLOCKS_AT_ONCE && !ledger.queue().isEmpty(); i++) {
            block();
        }
        sync();
    }

    private void block() {
        BlockMaker.Draft draft = maker.begin(ledger, now());
        draft.deliverWaiting();
        while (!externals.isEmpty() && draft.hasRoom()) {
            // Refused now, though taken before: on the network, too, it just does not happen.
            draft.deliver(externals.removeFirst());
        }
        keep(draft.end());
    }

    private void keep(Block block) {
        write(new LogRecord.Made(block));
        ledger.apply(block);
    }

    private void write(LogRecord record) {
        if (log != null) {
            attempt(() -> log.append(record.encode()));
        }
    }

    private void sync() {
        if (log != null) {
            attempt(log::sync);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void attempt(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            failed = true;
            throw new UncheckedIOException(e);
        }
    }

    private void ready() {
        if (failed) {
            throw new ChainRefusal(Reason.STORAGE_FAILED, "the log could not be written; start the chain again");
        }
    }

    private static ChainRefusal notAccepted(TransactionResult.Refused refused) {
        return new ChainRefusal(
                Reason.NOT_ACCEPTED,
                "External message was not accepted: " + refused.reason() + ", exitcode=" + refused.exitCode());
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
