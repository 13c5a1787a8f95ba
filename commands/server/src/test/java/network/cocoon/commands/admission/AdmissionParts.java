package network.cocoon.commands.admission;

import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;

/** Budgets over a database in memory. */
public final class AdmissionParts {

    private AdmissionParts() {}

    public static Budgets budgets(Database database, Tables tables, LaneBook lanes, Dispatcher dispatcher) {
        return new Budgets(lanes, new MemoryDayBook(database, tables), dispatcher);
    }
}
