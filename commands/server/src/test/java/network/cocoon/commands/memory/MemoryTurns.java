package network.cocoon.commands.memory;

import java.util.function.BooleanSupplier;
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
            public boolean take(BooleanSupplier needed) {
                while (taken && needed.getAsBoolean()) {
                    database.scheduling().await("a turn", () -> !taken || !needed.getAsBoolean());
                }
                if (!needed.getAsBoolean()) {
                    return false;
                }
                taken = true;
                database.scheduling().gathering();
                return true;
            }

            @Override
            public void give() {
                taken = false;
            }
        };
    }
}
