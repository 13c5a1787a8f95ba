package network.cocoon.commands.simulation;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells the failures that we cause from those that nobody should see. */
final class Unexpected {

    private Unexpected() {}

    static void check(Schedule schedule, String where, RuntimeException e) {
        if (!(e instanceof DataAccessException) && !(e instanceof TransactionException)) {
            StackTraceElement[] stack = e.getStackTrace();
            schedule.defect(where + " broke: " + e + (stack.length == 0 ? "" : " at " + stack[0]));
        } else if (schedule.trace().on()) {
            schedule.trace().line(schedule.now(), where + " failed: " + e.getMessage());
        }
    }
}
