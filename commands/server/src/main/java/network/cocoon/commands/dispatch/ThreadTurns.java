package network.cocoon.commands.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** {@link Turns} of this process's threads. */
@Component
class ThreadTurns implements Turns {

    @Override
    public Turn turn() {
        return new ThreadTurn();
    }

    private static final class ThreadTurn implements Turn {

        private final Deque<Waiting> queue = new ArrayDeque<>();
        private boolean taken;

        /** @param mine true once its thread has the turn, false once it needs none */
        private record Waiting(BooleanSupplier needed, CompletableFuture<Boolean> mine) {}

        @Override
        public boolean take(BooleanSupplier needed) {
            var waiting = new Waiting(needed, new CompletableFuture<>());
            synchronized (this) {
                if (!needed.getAsBoolean()) {
                    return false;
                }
                if (!taken) {
                    taken = true;
                    return true;
                }
                queue.add(waiting);
            }
            return waiting.mine().join();
        }

        @Override
        public synchronized void give() {
            queue.removeIf(waiting ->
                    !waiting.needed().getAsBoolean() && waiting.mine().complete(false));
            Waiting next = queue.poll();
            taken = next != null;
            if (next != null) {
                next.mine().complete(true);
            }
        }
    }
}
