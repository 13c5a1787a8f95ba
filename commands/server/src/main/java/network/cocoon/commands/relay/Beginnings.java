package network.cocoon.commands.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.cocoon.commands.http.HttpRefusal;
import network.cocoon.commands.inflight.HeadTable;
import network.cocoon.commands.loop.Loop;
import network.cocoon.domain.kernel.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Notes, before an answer's first frame may pass, that it begins: should this node die, the others know which attempts can go
 * to another worker. Those that begin while one statement is written share the next.
 */
@Component
class Beginnings extends Loop {

    private static final int BATCH = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Beginning(RequestId request, int attempt, CompletableFuture<Boolean> running) {}

    private final HeadTable heads;
    private final BlockingQueue<Beginning> waiting = new LinkedBlockingQueue<>();
    private @Nullable Beginning first;

    Beginnings(HeadTable heads) {
        super("beginnings");
        this.heads = heads;
    }

    /** Returns once it is noted; false where the attempt is over. */
    boolean begin(RequestId request, int attempt) throws InterruptedException {
        var beginning = new Beginning(request, attempt, new CompletableFuture<>());
        waiting.add(beginning);
        try {
            return beginning.running().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw HttpRefusal.UNAVAILABLE.because("the answer's beginning could not be noted");
        }
    }

    @Override
    protected void await() throws InterruptedException {
        first = waiting.take();
    }

    @Override
    protected void work() {
        List<Beginning> batch = new ArrayList<>();
        batch.add(Objects.requireNonNull(first));
        waiting.drainTo(batch, BATCH);
        Map<RequestId, Integer> attempts = new LinkedHashMap<>();
        batch.forEach(it -> attempts.put(it.request(), it.attempt()));
        try {
            Set<RequestId> running = heads.begin(attempts);
            batch.forEach(it -> it.running()
                    .complete(running.contains(it.request())
                            && Integer.valueOf(it.attempt()).equals(attempts.get(it.request()))));
        } catch (RuntimeException e) {
            batch.forEach(it -> it.running().completeExceptionally(e));
            throw e;
        }
    }
}
