package network.cocoon.workers.gpu;

import network.cocoon.workers.gpu.boot.WorkerCommands;

/** {@code cocoon-worker}: the program of a GPU owner. */
public final class WorkerMain {

    private WorkerMain() {}

    public static void main(String[] args) {
        System.exit(WorkerCommands.execute(args));
    }
}
