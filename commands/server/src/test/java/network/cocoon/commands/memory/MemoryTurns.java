package network.cocoon.commands.memory;

import network.cocoon.commands.dispatch.Turns;

/** {@link Turns} among those whom a {@link Scheduling} lets run one at a time. */
public final class MemoryTurns implements Turns {

    private final Database database;

    public MemoryTurns(Database database) {
        this.database = database;
    }

    @Override
    public Turn turn() {
        return new Turn() {

            private boolean taken;

            @Override
            public void take() {
                while (taken) {
                    database.scheduling().await("a turn", () -> !taken);
                }
                taken = true;
            }

            @Override
            public void give() {
                taken = false;
            }
        };
    }
}
