/**
 * Exact budgets: reservation lanes of accounts, slots of workers, requests a day, spending a day of client keys.
 *
 * <p>The tables here are an index of the log, changed only in the transaction that appends the event which says so, and
 * rebuilt from the log when in doubt. Locks are always taken in this order, so that no two transactions can wait for each
 * other: request row, day and key counters, lanes (several: in lane order), worker slot (one), the event's stream.
 */
@NullMarked
package network.cocoon.commands.admission;

import org.jspecify.annotations.NullMarked;
