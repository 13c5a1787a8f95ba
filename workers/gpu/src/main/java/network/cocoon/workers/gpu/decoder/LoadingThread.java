package network.cocoon.workers.gpu.decoder;

import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A thread for laying out weights, which ends with that. The library keeps helpers for every thread that has called it; where
 * those of two are more than the processors, helpers no longer spin between operations but sleep, and are woken for each (wait.h
 * of libgomp): steps on another thread than the one that had loaded took half as much time again.
 */
final class LoadingThread {

    static final String NAME = "weights";

    private LoadingThread() {}

    /** Waits for the thread's end, and with it that of its helpers; throws what the work throws. */
    static <T> T call(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(() -> {
            // What lays out weights is called too seldom to be worth it.
            Torch.optimise(false);
            return work.get();
        });
        join(Thread.ofPlatform().name(NAME).start(task));
        if (task.state() == FutureTask.State.SUCCESS) {
            return task.resultNow();
        }
        switch (task.exceptionNow()) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException("a supplier throws nothing else", e);
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
