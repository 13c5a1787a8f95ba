package network.cocoon.workers.tvm;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import network.cocoon.wire.ton.BagOfCells;
import network.cocoon.wire.ton.Cell;
import org.jspecify.annotations.Nullable;

/**
 * The TVM, with everything around it that makes a message a transaction: fees, actions, bounces. The code is TON's own.
 * The same calls give the same bytes. Safe for many threads; calls run one after the other, on a thread of its own,
 * because C++ needs a deep stack. Start one more for a second core: each costs a start (seconds) and its heap.
 */
public final class Tvm implements AutoCloseable {

    private static final long STACK = 16L << 20;
    /** The emulator does not give everything back; at this heap it starts afresh. */
    private static final long MAX_HEAP = 256L << 20;

    private final Cell config;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().name("tvm").daemon().stackSize(STACK).unstarted(task));
    // Only the thread above touches it.
    private @Nullable Session session;

    private Tvm(Cell config) {
        this.config = config;
    }

    /** With mainnet's parameters but for validators, elections and bridges. */
    public static Tvm start() {
        return start(slimConfig());
    }

    /** @param config the network's parameters: the dictionary of its config contract */
    public static Tvm start(Cell config) {
        Tvm tvm = new Tvm(config);
        tvm.on(Session::heap);
        return tvm;
    }

    /** Mainnet's parameters as this emulator's package carries them, but for validators, elections and bridges. */
    public static Cell slimConfig() {
        return Cell.ofBoc(Resources.bytes("config-slim.boc"), BagOfCells.Limits.STATE);
    }

    public Cell config() {
        return config;
    }

    /** Throws {@link EmulatorException} only where the emulator itself fails. */
    public TransactionResult run(TransactionRun run) {
        return on(session -> session.run(run));
    }

    /** Throws {@link EmulatorException} only where the emulator itself fails. */
    public GetMethodResult get(GetMethodRun run) {
        return on(session -> session.get(run));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private <T> T on(Function<Session, T> call) {
        try {
            return thread.submit(() -> fresh(call)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmulatorException("interrupted while the emulator ran", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof EmulatorException known
                    ? known
                    : new EmulatorException("the emulator failed", e);
        }
    }

    private <T> T fresh(Function<Session, T> call) {
        Session current = session;
        if (current == null || current.heap() > MAX_HEAP) {
            current = new Session(config);
        }
        // Forgotten while it runs: an instance that failed half way is in no known state.
        session = null;
        T result = call.apply(current);
        session = current;
        return result;
    }
}
