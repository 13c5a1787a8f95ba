/** A database in memory: tables with row locks, transactions at read committed, and whoever schedules them decides. */
@NullMarked
package network.cocoon.commands.memory;

import org.jspecify.annotations.NullMarked;
